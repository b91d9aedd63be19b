import { redirect } from '@remix-run/cloudflare'
import { type Mount, mountedPath } from '#app/domain/visit/mount.ts'

/** @throws Response that leads a page at another scorecard's address to its own, so that its links are its own */
export function requireOwnMount(request: Request, mount: Mount, { scorecard }: { scorecard: string }): void {
  if (scorecard === mount.scorecard || !['GET', 'HEAD'].includes(request.method)) return
  const { pathname, search, origin } = new URL(request.url)
  throw redirect(origin + mountedPath({ ...mount, scorecard }, pathname + search))
}
