import { CRM_NAMES } from '#app/domain/crm-id.ts'
import type { Config } from '#app/platform/config.server.ts'
import { hasCrm } from '#app/platform/crm-settings.server.ts'
import type { AppLoadContext } from '@remix-run/cloudflare'
import { pageAsCsv, pageAsJson } from '#app/domain/console/page-files.ts'
import type { Frame, PageView, ShownPage } from '#app/domain/console/page-view.ts'
import type { Viewer } from '#app/domain/console/roles.ts'
import { SessionEndedError, showPage } from '#app/services/console/console-page.server.ts'
import { NAVIGATION, findPage } from '#app/services/console/pages.server.ts'
import { campaignRules } from '#app/web/campaign.server.ts'
import { forgetOpsSession } from '#app/web/console/session-cookie.server.ts'
import { requireViewer, toSignIn } from '#app/web/console/viewer.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'

const FORMATS = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' } as const
export type Format = keyof typeof FORMATS

/** The page that an address means, and the form in which it is wanted; null is HTML. */
function readAddress(request: Request): { name: string; path: string; format: Format | null } {
  const { pathname } = new URL(request.url)
  const [, path = '/ops', format = null] = /^(\/ops.*?)\/?(?:\.(csv|json))?$/.exec(pathname) ?? []
  return { name: path.slice('/ops/'.length), path, format: format as Format | null }
}

export function frameOf(request: Request, viewer: Viewer, { CRM }: Pick<Config, 'CRM'>): Frame {
  const { name, path } = readAddress(request)
  const about = name.split('/')[0]
  return {
    name: viewer.name,
    roles: viewer.roles,
    navigation: NAVIGATION.map(({ label, href, name: of }) => ({
      label: of === 'hubspot' ? CRM_NAMES[CRM] : label,
      href,
      current: of === about,
    })),
    path,
    search: new URL(request.url).search,
  }
}

/**
 * A page of /ops for somebody who may see it: what its component shows, or a file.
 * @throws a Response where there is no such page, or nobody who may see it
 */
export async function answerPage(
  request: Request,
  context: AppLoadContext,
  details = false,
): Promise<{ shown: ShownPage; status: number } | { file: Response }> {
  const viewer = await requireViewer(request, context, details ? 'personal' : 'view')
  const { name, format } = readAddress(request)
  const found = findPage(name)
  if (!found) throw new Response(null, { status: 404 })
  const { RETENTION_DAYS, IDLE_MINUTES, SESSION_SECRETS, SITE_URL, EMBED_ORIGINS } = context.config
  const embedding = { site: SITE_URL, origins: EMBED_ORIGINS, campaigns: campaignRules(context.config) }
  const expected = {
    retentionDays: RETENTION_DAYS,
    hubspot: hasCrm(context.config),
    idleMinutes: IDLE_MINUTES,
  }
  const params = new URL(request.url).searchParams
  const view = await orServiceUnavailable(context.log, 'console_failed', () =>
    showPage(
      context.db,
      found.page.show,
      {
        params,
        id: found.id,
        expected,
        embedding,
        crmName: CRM_NAMES[context.config.CRM],
        now: context.now,
        details,
      },
      viewer,
    ).catch(ended),
  )
  if (view === 'ended') throw toSignIn(request, await forgetOpsSession(SESSION_SECRETS))
  if (view === null) throw new Response(null, { status: 404 })
  const status = view.errors && view.errors.length > 0 ? 422 : 200
  if (format !== null) return { file: asFile(view, format, status) }
  return { shown: { view, frame: frameOf(request, viewer, context.config) }, status }
}

function ended(error: unknown): 'ended' {
  if (error instanceof SessionEndedError) return 'ended'
  throw error
}

function asFile(view: PageView, format: Format, status: number): Response {
  const headers = new Headers({ 'Content-Type': FORMATS[format] })
  if (status !== 200) {
    const errors = view.errors ?? []
    const body = format === 'json' ? JSON.stringify({ errors }) : errors.join('\n')
    if (format === 'csv') headers.set('Content-Type', 'text/plain; charset=utf-8')
    return new Response(body, { status, headers })
  }
  if (format === 'json') return new Response(JSON.stringify(pageAsJson(view)), { headers })
  const name = view.title.toLowerCase().replaceAll(/[^a-z]+/g, '-')
  headers.set('Content-Disposition', `attachment; filename="${name}.csv"`)
  return new Response(pageAsCsv(view), { headers })
}
