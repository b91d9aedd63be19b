import type { AppLoadContext } from '@remix-run/cloudflare'
import type { ResultsKeepingProps } from '#app/components/results-keeping.tsx'
import { DAY } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { linkKey } from '#app/web/link-cookie.server.ts'
import type { OwnResults } from '#app/services/assessment/open-results.server.ts'
import { recoverTeamToken } from '#app/services/team/make-team.server.ts'
import { recoverOwnToken } from '#app/services/assessment/own-links.server.ts'

const COOKIE_DAYS = LIFETIMES.visitorCookie / DAY

/** What can be done with results beside reading them, by who took the assessment and by who came by a link. */
export async function keepingView(
  assessment: OwnResults,
  { config: { SESSION_SECRETS: secrets, SITE_URL: siteUrl, RETENTION_DAYS } }: AppLoadContext,
): Promise<ResultsKeepingProps> {
  const reportHref = `/assessment/results/${assessment.id}/report`
  if (!assessment.ownBrowser) {
    const { linkHash } = assessment
    return { reportHref, forget: true, again: { byLink: linkHash === null ? undefined : linkKey(linkHash) } }
  }
  const [shared, again, team] = await Promise.all([
    recoverOwnToken(assessment, 'shared', secrets),
    recoverOwnToken(assessment, 'again', secrets),
    recoverTeamToken(assessment, secrets),
  ])
  const urlOf = (place: string, token: string | null) =>
    token === null ? undefined : new URL(`/assessment/${place}/${token}`, siteUrl).href
  return {
    reportHref,
    forget: true,
    team: team === null ? {} : { team: teamLink(team, assessment, siteUrl) },
    sharing: { url: urlOf('shared', shared) },
    // The scrub takes the session away, by which this browser knows its results.
    again: { own: { url: urlOf('again', again), days: Math.min(RETENTION_DAYS, COOKIE_DAYS) } },
  }
}

const teamLink = (token: string, { team }: OwnResults, siteUrl: string) => ({
  path: `/team/${token}`,
  url: new URL(`/team/${token}`, siteUrl).href,
  isOwner: team?.isOwner ?? false,
})
