import type { AppLoadContext } from '@remix-run/cloudflare'
import type { ResultsKeepingProps } from '#app/components/results-keeping.tsx'
import { linkKey } from '#app/web/link-cookie.server.ts'
import type { OwnResults } from '#app/services/assessment/open-results.server.ts'
import { recoverOwnToken } from '#app/services/assessment/own-links.server.ts'

/** What can be done with results beside reading them, by who took the assessment and by who came by a link. */
export async function keepingView(
  assessment: OwnResults,
  { config: { SESSION_SECRETS: secrets, SITE_URL: siteUrl } }: AppLoadContext,
): Promise<ResultsKeepingProps> {
  const reportHref = `/assessment/results/${assessment.id}/report`
  if (!assessment.ownBrowser) {
    const { linkHash } = assessment
    return { reportHref, forget: true, again: { byLink: linkHash === null ? undefined : linkKey(linkHash) } }
  }
  const [shared, again] = await Promise.all([
    recoverOwnToken(assessment, 'shared', secrets),
    recoverOwnToken(assessment, 'again', secrets),
  ])
  const urlOf = (place: string, token: string | null) =>
    token === null ? undefined : new URL(`/assessment/${place}/${token}`, siteUrl).href
  return {
    reportHref,
    forget: true,
    sharing: { url: urlOf('shared', shared) },
    again: { own: { url: urlOf('again', again) } },
  }
}
