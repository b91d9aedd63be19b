import { isFetched } from './fetched-page.server.ts'

const PUBLIC_PAGES = new Set(['/', '/accessibility', '/privacy'])

/** Nothing personal can be on it. Error pages go without: no browser keeps one (Chromium's `kHTTPStatusNotOK`). */
export function mayBeKept(request: Request, response: Response): boolean {
  const { pathname, search } = new URL(request.url)
  return (
    request.method === 'GET' &&
    response.status === 200 &&
    PUBLIC_PAGES.has(pathname) &&
    search === '' &&
    !isFetched(request.headers) &&
    !request.headers.has('Cookie') &&
    !response.headers.has('Set-Cookie')
  )
}
