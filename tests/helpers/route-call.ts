import type { AppLoadContext, LoaderFunctionArgs } from '@remix-run/cloudflare'
import type { PrismaClient } from '#app/data/database.server.ts'
import { localBindings } from '#dev/worker/miniflare.ts'
import type { LatestExperiment } from '#app/domain/experiments/experiments.ts'
import { readConfig } from '#app/platform/config.server.ts'
import { DEFAULT_MOUNT } from '#app/domain/visit/mount.ts'
import { createLog } from '#app/platform/log.server.ts'
import { type RememberedVisitor, readVisitor, writeVisitor } from '#app/web/visitor-cookie.server.ts'

const ORIGIN = 'https://scorecard.example.com'

export interface RouteContext extends AppLoadContext {
  /** What routes handed over for after the response, in order. */
  handedOver: string[]
  /** The lines logged. */
  logged: string[]
}

/** What the Worker gives to routes, with a database in Node, and notes of what is sent after the response. */
export function createRouteContext(
  db: PrismaClient,
  vars: Record<string, string> = {},
  latest: LatestExperiment | null | 'unknown' = null,
): RouteContext {
  const handedOver: string[] = []
  const logged: string[] = []
  return {
    config: readConfig(localBindings({ url: 'postgresql://user:password@unused/unused', gateway: '' }, vars)),
    log: createLog({}, (_level, line) => logged.push(line)),
    db,
    syncLead: (id) => handedOver.push(`lead ${id}`),
    deliverEmail: (id) => handedOver.push(`email ${id}`),
    eraseFromCrm: (id) => handedOver.push(`erasure ${id}`),
    countLanding: ({ referrer }) => handedOver.push(`landing ${referrer ?? ''}`.trim()),
    latestExperiment: () => Promise.resolve(latest),
    refreshExperiment: () => handedOver.push('experiment'),
    countBriefingClick: (id) => handedOver.push(`briefing ${id}`),
    markContact: (id) => handedOver.push(`mark ${id}`),
    sendWebhooks: () => undefined,
    receiveMailEvent: () => Promise.resolve('not_configured'),
    readCrmContact: () => Promise.resolve(null),
    verifyTurnstile: null,
    verifyAccess: null,
    printReport: null,
    now: new Date(),
    nonce: 'nonce',
    requestId: 'request',
    mount: DEFAULT_MOUNT,
    refusal: null,
    handedOver,
    logged,
  }
}

export interface RouteRequest {
  params?: Record<string, string>
  /** Posted as a form; without it the request is a GET. */
  form?: Record<string, string>
  /** Signed into the cookie as the Worker would. */
  visitor?: RememberedVisitor
  headers?: Record<string, string>
}

type Route = (args: LoaderFunctionArgs) => unknown

/**
 * Calls a loader or an action as Remix does.
 * @returns its response, also when it was thrown
 */
export async function call(
  route: Route,
  context: AppLoadContext,
  path: string,
  { params = {}, form, visitor, headers = {} }: RouteRequest = {},
): Promise<Response> {
  const cookie: Record<string, string> = visitor
    ? { Cookie: (await writeVisitor(visitor, context.config.SESSION_SECRETS, context.now)).split(';')[0]! }
    : {}
  const request = new Request(new URL(path, ORIGIN), {
    headers: { ...cookie, ...headers },
    ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
  })
  try {
    return (await route({ request, params, context })) as Response
  } catch (thrown) {
    if (thrown instanceof Response) return thrown
    throw thrown
  }
}

/** What the cookie of a response remembers; null when it sets none. */
export async function visitorOf(
  response: Response,
  context: AppLoadContext,
): Promise<RememberedVisitor | null> {
  const [line] = response.headers.getSetCookie()
  if (line === undefined) return null
  const request = new Request(ORIGIN, { headers: { Cookie: line.split(';')[0]! } })
  const cookie = await readVisitor(request, context.config.SESSION_SECRETS, context.now)
  return cookie.state === 'valid' ? cookie.visitor : null
}
