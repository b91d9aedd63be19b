import { createRequestHandler } from '@remix-run/cloudflare'
import * as build from '#build/server/index.js'
import { type Mount, mountPath, mountedPath } from '#app/domain/visit/mount.ts'
import { seeFor } from '#app/domain/health-problem.ts'
import { type Config, ConfigError, readConfig } from '#app/platform/config.server.ts'
import { requestIdOf } from '#app/platform/request-id.server.ts'
import { createLog } from '#app/platform/log.server.ts'
import {
  BodyTooLargeError,
  type Refusal,
  forRemix,
  refuseConsole,
  refuseRequest,
  requireHttps,
  withBoundedBody,
} from '#app/web/request-guard.server.ts'
import { isClosedPath, setSecurityHeaders } from '#app/web/security-headers.server.ts'
import { type CronEvent, runCron } from './cron.ts'
import { noteRun } from './idle.ts'
import { type EventContext, createLoadContext } from './load-context.ts'
import { outsideFrame, refuseFrame, setFrameCookie, withFrameCookie } from '#app/web/frame.server.ts'
import { isDocument } from '#app/web/fetched-page.server.ts'
import { answerKept, mayBeKept } from '#app/web/kept-pages.server.ts'
import { readerLanguage } from '#app/web/reader-language.server.ts'
import { unmount } from '#app/web/unmount.server.ts'
import { nameRoute } from '#app/web/route-name.ts'

const handleRequest = createRequestHandler(build, 'production')

export default {
  async fetch(request: Request, env: object, ctx: EventContext): Promise<Response> {
    const now = new Date()
    const requestId = requestIdOf(request.headers)
    try {
      return await serve(request, env, ctx, { now, requestId })
    } catch (error) {
      const response = failed(request, error, requestId)
      setSecurityHeaders(response.headers)
      return response
    }
  },

  async scheduled(event: CronEvent, env: object, ctx: EventContext): Promise<void> {
    await runCron(event, env, ctx)
  },
}

const told = new Set<string>()

/** What a request gets that no route could answer. To monitors, settings that are not usable are named. */
function failed(request: Request, error: unknown, requestId: string): Response {
  if (error instanceof ConfigError) {
    const { settings } = error
    // Once an isolate: every request would say the same.
    if (!told.has(error.message))
      createLog({ requestId }).error('config_invalid', error, { settings: settings.join('; ') })
    told.add(error.message)
    if (new URL(request.url).pathname === '/health') {
      const problems = ['configuration'] as const
      return Response.json({ healthy: false, problems, settings, see: seeFor(problems) }, { status: 503 })
    }
  } else createLog({ requestId }).error('request_failed', error)
  const language = readerLanguage(request)
  return new Response(build.entry.module.failureText(language, requestId), {
    status: 500,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Language': language },
  })
}

async function serve(
  request: Request,
  env: object,
  ctx: EventContext,
  { now, requestId }: { now: Date; requestId: string },
): Promise<Response> {
  const config = readConfig(env)
  const insecure = requireHttps(request, config.SITE_URL)
  if (insecure instanceof Response) return withHeaders(insecure)
  const { mount, unmounted, canonical } = unmount(request, config.CONTENT_PREVIEW)
  if (canonical !== null)
    return withHeaders(new Response(null, { status: 308, headers: { Location: canonical } }))
  const unframed = config.EMBED_ORIGINS.length > 0 ? outsideFrame(unmounted, mount) : null
  if (unframed !== null)
    return withHeaders(new Response(null, { status: 302, headers: { Location: unframed } }))
  const { accepted, refusal } = insecure
    ? { accepted: refusedRequest(unmounted), refusal: insecure }
    : await accept(unmounted, mount, config)
  const embedded = mount.embedded && refusal?.reason !== 'not_embedded'
  const { context, prepareWebhooks, close } = createLoadContext(env, {
    refusal,
    mount: { ...mount, embedded },
    now,
    requestId,
    onLeft: (job) => noteRun(job, true),
  })
  if (accepted.method === 'POST') prepareWebhooks()
  let response: Response
  try {
    response = await handleRequest(
      embedded ? await withFrameCookie(accepted, config.SESSION_SECRETS) : accepted,
      context,
    )
  } catch (error) {
    ctx.waitUntil(close())
    throw error
  }
  context.log.info('request', {
    method: request.method,
    route: nameRoute(new URL(unmounted.url).pathname),
    ...(mountPath(mount) !== '' && { mount: mountPath(mount) }),
    status: response.status,
    durationMs: Date.now() - now.getTime(),
    ...(refusal && { refused: refusal.reason }),
  })
  const headers = new Headers(response.headers)
  const location = headers.get('Location')
  if (location !== null) headers.set('Location', locationIn(mount, location, unmounted.url))
  // The framework's own, of a post to what takes none.
  if (response.status === 405 && !headers.has('Allow')) headers.set('Allow', 'GET, HEAD')
  if (embedded) await setFrameCookie(headers, config.SESSION_SECRETS)
  const kept = !embedded && !mount.preview && mayBeKept(unmounted, response)
  setSecurityHeaders(headers, {
    nonce: isDocument(unmounted, headers) ? context.nonce : undefined,
    widgetOrigin: context.showsTurnstile ? context.config.TURNSTILE_BASE_URL : undefined,
    closed: isClosedPath(new URL(accepted.url).pathname),
    kept,
    unlisted: mount.preview,
    frameAncestors: embedded ? config.EMBED_ORIGINS : undefined,
  })
  // Pages and files are whole by now: what is left of the work keeps nobody waiting.
  ctx.waitUntil(close())
  if (kept) return await answerKept(await response.text(), unmounted, { headers, nonce: context.nonce })
  if (response.status < 400 || response.body !== null || accepted.method === 'HEAD')
    return new Response(response.body, { status: response.status, headers })
  headers.set('Content-Type', 'text/plain; charset=utf-8')
  headers.set('Content-Language', mount.language)
  const said = build.entry.module.refusalText(mount.language, response.status)
  return new Response(said, { status: response.status, headers })
}

/** What names our own origin has its mount already. The host is what the request said, and goes no further. */
function locationIn(mount: Mount, location: string, url: string): string {
  const { origin } = new URL(url)
  const isOwn = location.startsWith(`${origin}/`) && !location.startsWith(`${origin}//`)
  return isOwn ? location.slice(origin.length) : mountedPath(mount, location)
}

function withHeaders(response: Response): Response {
  setSecurityHeaders(response.headers)
  return response
}

/** The request as Remix may see it: a refused one becomes a GET whose root route shows the refusal. */
async function accept(
  request: Request,
  mount: Mount,
  config: Config,
): Promise<{ accepted: Request; refusal: Refusal | null }> {
  const refusal =
    refuseFrame(request, mount, config.EMBED_ORIGINS) ??
    refuseRequest(request) ??
    refuseConsole(request, config)
  if (refusal) return { accepted: refusedRequest(request), refusal }
  try {
    return { accepted: forRemix(await withBoundedBody(request)), refusal: null }
  } catch (error) {
    if (!(error instanceof BodyTooLargeError)) throw error
    return { accepted: refusedRequest(request), refusal: { status: 413, reason: 'body_too_large' } }
  }
}

function refusedRequest(request: Request): Request {
  return new Request(new URL('/', request.url), { headers: { Accept: 'text/html' } })
}
