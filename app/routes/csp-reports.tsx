import type { ActionFunctionArgs } from '@remix-run/cloudflare'
import { readCspReports } from '#app/domain/csp-report.ts'
import { notAllowed, shortAnswer } from '#app/web/not-allowed.server.ts'
import { countForLog } from '#app/web/report-counts.server.ts'
import { nameRoute } from '#app/web/route-name.ts'

/** There is nothing to read here. */
export const loader = () => notAllowed('POST')

/** Counts what browsers report of the content security policy: by directive and route, and nothing of who was there. */
export async function action({ request, context }: ActionFunctionArgs) {
  const violations = readCspReports(await request.json().catch(() => null))
  for (const { directive, pathname } of violations) {
    const route = nameRoute(pathname)
    const reports = countForLog(`${directive} ${route}`, context.now)
    if (reports !== null) context.log.warn('csp_violation', { directive, route, reports })
  }
  return violations.length > 0
    ? new Response(null, { status: 204 })
    : shortAnswer(400, 'No report could be read.')
}
