/** Pages that say the same to everybody of whom nothing is known. */
const PUBLIC_PAGES = new Set(['/', '/accessibility', '/privacy'])

/**
 * Whether a browser may keep a page, so that going back to it shows it at once. Nothing personal can be on it: the request has no cookie
 * of any kind and no query, and the answer sets none. Other statuses than 200 are kept by no browser (`kHTTPStatusNotOK` in Chromium's
 * back_forward_cache_impl.cc), so that error pages go without.
 */
export function mayBeKept(request: Request, response: Response): boolean {
  const { pathname, search } = new URL(request.url)
  return (
    request.method === 'GET' &&
    response.status === 200 &&
    PUBLIC_PAGES.has(pathname) &&
    search === '' &&
    !request.headers.has('Cookie') &&
    !response.headers.has('Set-Cookie')
  )
}
