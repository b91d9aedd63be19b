import type { AppLoadContext } from '@remix-run/cloudflare'
import { openSharedResults } from '#app/services/assessment/open-shared.server.ts'
import type { OwnResults } from '#app/services/assessment/open-results.server.ts'
import { BROKEN_LINK } from '#app/web/link-cookie.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'

/** @throws Response 404 for a link that opens nothing, whatever the reason */
export async function requireSharedResults(
  token: string | undefined,
  { db, log }: AppLoadContext,
): Promise<OwnResults> {
  const assessment = await orServiceUnavailable(log, 'results_failed', () =>
    openSharedResults(db, token ?? ''),
  )
  if (assessment) return assessment
  throw new Response(`Whoever shared a result can end that at any time. ${BROKEN_LINK}`, { status: 404 })
}
