import { redirect } from '@remix-run/cloudflare'
import { type Mount, mountedPath } from '#app/domain/visit/mount.ts'

/**
 * Leads a page that was opened at another scorecard's address to its own, so that what it links to is its own as well.
 * @param of what is shown
 * @throws Response with that address
 */
export function requireOwnMount(request: Request, mount: Mount, { scorecard }: { scorecard: string }): void {
  if (scorecard === mount.scorecard || !['GET', 'HEAD'].includes(request.method)) return
  const { pathname, search, origin } = new URL(request.url)
  // Whole: what begins with a slash gets the present mount.
  throw redirect(origin + mountedPath({ ...mount, scorecard }, pathname + search))
}
