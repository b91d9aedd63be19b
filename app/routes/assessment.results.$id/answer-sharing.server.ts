import { type AppLoadContext, redirect } from '@remix-run/cloudflare'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import type { OwnResults } from '#app/services/assessment/open-results.server.ts'
import { shareResults, stopSharing } from '#app/services/assessment/share-results.server.ts'

/** Makes or ends the link to pass on, for whom the results are. Null for a post about something else. */
export async function answerSharing(
  intent: string | undefined,
  assessment: OwnResults,
  { db, log, config }: AppLoadContext,
): Promise<Response | null> {
  if (!assessment.ownBrowser || (intent !== 'share' && intent !== 'stop_sharing')) return null
  await orServiceUnavailable(log, 'sharing_failed', () =>
    intent === 'share' ? shareResults(db, assessment, config.SESSION_SECRETS) : stopSharing(db, assessment),
  )
  log.info(intent === 'share' ? 'results_shared' : 'sharing_ended')
  return redirect(`/assessment/results/${assessment.id}#sharing`)
}
