import type { AppLoadContext } from '@remix-run/cloudflare'
import type { ResultsKeepingProps } from '#app/components/results-keeping.tsx'
import { dayInWords } from '#app/domain/day.ts'
import { DAY } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { mountedPath } from '#app/domain/visit/mount.ts'
import { linkKey } from '#app/web/link-cookie.server.ts'
import type { OwnResults } from '#app/services/assessment/open-results.server.ts'
import { type OwnLink, recoverOwnLink } from '#app/services/assessment/own-links.server.ts'
import { recoverTeamToken } from '#app/services/team/make-team.server.ts'

const COOKIE_DAYS = LIFETIMES.visitorCookie / DAY

/** What can be done with results beside reading them, by who took the assessment and by who came by a link. */
export async function keepingView(
  assessment: OwnResults,
  { mount, config: { SESSION_SECRETS: secrets, SITE_URL: siteUrl, RETENTION_DAYS } }: AppLoadContext,
): Promise<ResultsKeepingProps> {
  const reportHref = `/assessment/results/${assessment.id}/report`
  if (!assessment.ownBrowser) {
    const { linkHash } = assessment
    return { reportHref, forget: true, again: { byLink: linkHash === null ? undefined : linkKey(linkHash) } }
  }
  const [shared, again, teamToken] = await Promise.all([
    recoverOwnLink(assessment, 'shared', secrets),
    recoverOwnLink(assessment, 'again', secrets),
    recoverTeamToken(assessment, secrets),
  ])
  // Whoever it is passed on to opens it in a tab.
  const addressOf = (path: string) => new URL(mountedPath({ ...mount, embedded: false }, path), siteUrl).href
  const shown = (place: string, link: OwnLink | null, end = Infinity) =>
    link && {
      url: addressOf(`/assessment/${place}/${link.token}`),
      until: dayInWords(new Date(Math.min(link.expiresAt.getTime(), end)), mount.language),
    }
  const teamLink = (token: string) => ({
    path: `/team/${token}`,
    url: addressOf(`/team/${token}`),
    isOwner: assessment.team?.isOwner ?? false,
  })
  // The scrub takes the session away, by which this browser knows its results, and what is shared with it.
  const scrub = assessment.completedAt.getTime() + RETENTION_DAYS * DAY * 1000
  return {
    reportHref,
    forget: true,
    team: teamToken === null ? {} : { team: teamLink(teamToken) },
    sharing: { ...shown('shared', shared, scrub) },
    again: { own: { ...shown('again', again), days: Math.min(RETENTION_DAYS, COOKIE_DAYS) } },
  }
}
