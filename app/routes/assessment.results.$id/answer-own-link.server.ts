import { type AppLoadContext, redirect } from '@remix-run/cloudflare'
import { retryLater } from '#app/web/retry-later.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import { OWN_LINK_INTENTS, type OwnLinkIntent, actOnOwnLink } from '#app/services/act-on-own-link.server.ts'
import type { OwnResults } from '#app/services/assessment/open-results.server.ts'

const DONE: Record<OwnLinkIntent, { event: string; anchor: string }> = {
  share: { event: 'results_shared', anchor: 'sharing' },
  stop_sharing: { event: 'sharing_ended', anchor: 'sharing' },
  keep_link: { event: 'again_link_made', anchor: 'again' },
  end_kept_link: { event: 'again_link_ended', anchor: 'again' },
  ask_team: { event: 'team_made', anchor: 'team' },
}

/** Makes or ends a link of the owner's, for whom the results are. Null for a post about something else. */
export async function answerOwnLink(
  posted: string | undefined,
  assessment: OwnResults,
  ipAddress: string | null,
  { db, config, log }: AppLoadContext,
): Promise<Response | null> {
  const intent = OWN_LINK_INTENTS.find((name) => name === posted)
  if (!assessment.ownBrowser || intent === undefined) return null
  const origin = { hashSecret: config.IP_HASH_SECRET[0]!, ipAddress }
  const outcome = await orServiceUnavailable(log, 'sharing_failed', () =>
    actOnOwnLink(db, assessment, intent, config.SESSION_SECRETS, origin),
  )
  if (outcome.kind === 'limited') throw retryLater(429, outcome.retryAfterSeconds)
  const { event, anchor } = DONE[intent]
  log.info(event)
  return redirect(`/assessment/results/${assessment.id}#${anchor}`)
}
