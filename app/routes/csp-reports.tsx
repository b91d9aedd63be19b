import type { ActionFunctionArgs } from '@remix-run/cloudflare'
import { readCspReports } from '#app/domain/csp-report.ts'
import { countReport } from '#app/web/report-counts.server.ts'
import { nameRoute } from '#app/web/route-name.ts'

/** There is nothing to read here. */
export const loader = () => new Response(null, { status: 405, headers: { Allow: 'POST' } })

/** Counts what browsers report of the content security policy: by directive and route, and nothing of who was there. */
export async function action({ request, context }: ActionFunctionArgs) {
  const violations = readCspReports(await request.json().catch(() => null))
  for (const { directive, pathname } of violations) {
    const route = nameRoute(pathname)
    const reports = countReport(`${directive} ${route}`, context.now)
    if (reports !== null) context.log.warn('csp_violation', { directive, route, reports })
  }
  return new Response(null, { status: violations.length > 0 ? 204 : 400 })
}
