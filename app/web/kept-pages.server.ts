import { sha256Hex } from '#app/platform/hmac.server.ts'
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

/** A browser that has the page already is told so. What it has goes with the policy that came with it, and its nonce. */
export async function answerKept(
  page: string,
  { headers: asked }: Request,
  { headers, nonce }: { headers: Headers; nonce: string },
): Promise<Response> {
  const hash = await sha256Hex(page.replaceAll(nonce, ''))
  const tag = `W/"${hash.slice(0, 32)}"`
  headers.set('ETag', tag)
  const known = asked.get('If-None-Match')?.split(',') ?? []
  if (!known.some((entry) => entry.trim() === tag)) return new Response(page, { headers })
  for (const name of ['Content-Type', 'Content-Security-Policy', 'Reporting-Endpoints']) headers.delete(name)
  return new Response(null, { status: 304, headers })
}
