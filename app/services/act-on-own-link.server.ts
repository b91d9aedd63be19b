import type { Database } from '#app/data/database.server.ts'
import { type Limited, countHits, orLimited } from '#app/data/rate-limit.server.ts'
import { makeTeam } from '#app/services/team/make-team.server.ts'
import type { OwnResults } from './assessment/open-results.server.ts'
import { endOwnLink, makeOwnLink } from './assessment/own-links.server.ts'
import { type RequestOrigin, countOwnLinkPost } from './assessment/request-counters.server.ts'

export const OWN_LINK_INTENTS = ['share', 'stop_sharing', 'keep_link', 'end_kept_link', 'ask_team'] as const
export type OwnLinkIntent = (typeof OWN_LINK_INTENTS)[number]

/** Makes or ends what the owner of results gives away. */
export async function actOnOwnLink(
  db: Database,
  assessment: OwnResults,
  intent: OwnLinkIntent,
  secrets: readonly string[],
  origin: RequestOrigin,
): Promise<{ kind: 'done' } | Limited> {
  const counters = await countOwnLinkPost(origin, assessment.id)
  const acts = {
    share: () => makeOwnLink(db, assessment, 'shared', secrets),
    stop_sharing: () => endOwnLink(db, assessment, 'shared'),
    keep_link: () => makeOwnLink(db, assessment, 'again', secrets),
    end_kept_link: () => endOwnLink(db, assessment, 'again'),
    ask_team: () => makeTeam(db, assessment, secrets),
  } satisfies Record<OwnLinkIntent, () => Promise<void>>
  return orLimited(async () => {
    await countHits(db, counters)
    await acts[intent]()
    return { kind: 'done' }
  })
}
