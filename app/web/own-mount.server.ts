import { redirect } from '@remix-run/cloudflare'
import { DRAFTS, SCORECARDS } from '#app/content/scorecards.ts'
import { type Mount, mountedPath } from '#app/domain/visit/mount.ts'

/** @throws Response that leads a page at another scorecard's address to its own, so that its links are its own */
export function requireOwnMount(request: Request, mount: Mount, { scorecard }: { scorecard: string }): void {
  if (scorecard === mount.scorecard || !['GET', 'HEAD'].includes(request.method)) return
  const { pathname, search, origin } = new URL(request.url)
  const preview = !SCORECARDS.includes(scorecard) || (mount.preview && DRAFTS.includes(scorecard))
  throw redirect(origin + mountedPath({ ...mount, scorecard, preview }, pathname + search))
}
