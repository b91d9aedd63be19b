import { type AppLoadContext, redirect } from '@remix-run/cloudflare'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import type { OwnResults } from '#app/services/assessment/open-results.server.ts'
import { makeTeam } from '#app/services/team/make-team.server.ts'
import { type OwnLinkKind, endOwnLink, makeOwnLink } from '#app/services/assessment/own-links.server.ts'

interface Act {
  event: string
  anchor: string
  run(context: AppLoadContext, assessment: OwnResults): Promise<void>
}

const making = (kind: OwnLinkKind): Act['run'] => {
  return ({ db, config }, assessment) => makeOwnLink(db, assessment, kind, config.SESSION_SECRETS)
}
const ending = (kind: OwnLinkKind): Act['run'] => {
  return ({ db }, assessment) => endOwnLink(db, assessment, kind)
}

const ACTS: Readonly<Record<string, Act>> = {
  share: { run: making('shared'), event: 'results_shared', anchor: 'sharing' },
  stop_sharing: { run: ending('shared'), event: 'sharing_ended', anchor: 'sharing' },
  keep_link: { run: making('again'), event: 'again_link_made', anchor: 'again' },
  end_kept_link: { run: ending('again'), event: 'again_link_ended', anchor: 'again' },
  ask_team: {
    run: ({ db, config }, assessment) => makeTeam(db, assessment, config.SESSION_SECRETS),
    event: 'team_made',
    anchor: 'team',
  },
}

/** Makes or ends a link of the owner's, for whom the results are. Null for a post about something else. */
export async function answerOwnLink(
  intent: string | undefined,
  assessment: OwnResults,
  context: AppLoadContext,
): Promise<Response | null> {
  const act = intent !== undefined && Object.hasOwn(ACTS, intent) ? ACTS[intent] : undefined
  if (!assessment.ownBrowser || !act) return null
  await orServiceUnavailable(context.log, 'sharing_failed', () => act.run(context, assessment))
  context.log.info(act.event)
  return redirect(`/assessment/results/${assessment.id}#${act.anchor}`)
}
