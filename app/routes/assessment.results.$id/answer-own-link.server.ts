import { type AppLoadContext, redirect } from '@remix-run/cloudflare'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import type { OwnResults } from '#app/services/assessment/open-results.server.ts'
import { type OwnLinkKind, endOwnLink, makeOwnLink } from '#app/services/assessment/own-links.server.ts'

interface Act {
  kind: OwnLinkKind
  makes: boolean
  event: string
  anchor: string
}

const ACTS: Readonly<Record<string, Act>> = {
  share: { kind: 'shared', makes: true, event: 'results_shared', anchor: 'sharing' },
  stop_sharing: { kind: 'shared', makes: false, event: 'sharing_ended', anchor: 'sharing' },
  keep_link: { kind: 'again', makes: true, event: 'again_link_made', anchor: 'again' },
  end_kept_link: { kind: 'again', makes: false, event: 'again_link_ended', anchor: 'again' },
}

/** Makes or ends a link of the owner's, for whom the results are. Null for a post about something else. */
export async function answerOwnLink(
  intent: string | undefined,
  assessment: OwnResults,
  { db, log, config }: AppLoadContext,
): Promise<Response | null> {
  const act = intent !== undefined && Object.hasOwn(ACTS, intent) ? ACTS[intent] : undefined
  if (!assessment.ownBrowser || !act) return null
  await orServiceUnavailable(log, 'sharing_failed', () =>
    act.makes
      ? makeOwnLink(db, assessment, act.kind, config.SESSION_SECRETS)
      : endOwnLink(db, assessment, act.kind),
  )
  log.info(act.event)
  return redirect(`/assessment/results/${assessment.id}#${act.anchor}`)
}
