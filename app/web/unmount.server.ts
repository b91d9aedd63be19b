import { DRAFTS, SCORECARDS } from '#app/content/scorecards.ts'
import { type Mount, mountedPath, parseMount } from '#app/domain/visit/mount.ts'

export interface Unmounted {
  mount: Mount
  unmounted: Request
  /** where a page is read whose address has come in another spelling */
  canonical: string | null
}

export function unmount(request: Request, previews = false): Unmounted {
  const url = new URL(request.url)
  const { pathname, search } = url
  const { mount, path } = parseMount(pathname, SCORECARDS, previews ? DRAFTS : [])
  if (path === pathname) return { mount, unmounted: request, canonical: null }
  const canonical = mountedPath(mount, path)
  url.pathname = path
  const isOther = canonical !== pathname && ['GET', 'HEAD'].includes(request.method)
  return { mount, unmounted: new Request(url, request), canonical: isOther ? canonical + search : null }
}
