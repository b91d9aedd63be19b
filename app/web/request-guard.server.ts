import { BODY_LIMIT_BYTES } from '#app/domain/limits.ts'

export interface Refusal {
  status: 403 | 404 | 405 | 413
  reason: 'cross_origin' | 'path' | 'method' | 'body_too_large'
}

const READING = new Set(['GET', 'HEAD'])

/** The methods that a page can be used with, as a refusal of any other names them. */
export const ALLOWED_METHODS = [...READING, 'POST'].join(', ')

/**
 * Decides before any route runs whether a request may change something.
 *
 * A cross-origin post is refused by `Sec-Fetch-Site`, which browsers set and pages cannot forge, else by `Origin`
 * against the request's own origin. A client that sends neither (curl) is no browser and holds nobody's cookies.
 */
export function refuseRequest(request: Request): Refusal | null {
  if (!isDecodable(new URL(request.url).pathname)) return { status: 404, reason: 'path' }
  if (READING.has(request.method)) return null
  if (request.method !== 'POST') return { status: 405, reason: 'method' }
  if (isCrossOrigin(request)) return { status: 403, reason: 'cross_origin' }
  const length = Number(request.headers.get('Content-Length') ?? 0)
  if (length > BODY_LIMIT_BYTES) return { status: 413, reason: 'body_too_large' }
  return null
}

/** The framework decodes each path to match its routes, and writes one that it cannot decode into the log. */
function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname)
    return true
  } catch {
    return false
  }
}

function isCrossOrigin(request: Request): boolean {
  const site = request.headers.get('Sec-Fetch-Site')
  if (site !== null) return site !== 'same-origin' && site !== 'none'
  const origin = request.headers.get('Origin')
  return origin !== null && origin !== new URL(request.url).origin
}

/**
 * The request without what Remix would judge once more or answer in its own way. It compares `Origin` with a host that
 * any proxy may name, fails on `Origin: null`, which browsers send where a policy hides the referrer, and answers
 * `?_data` with the data of a route instead of its page.
 */
export function forRemix(request: Request): Request {
  const url = new URL(request.url)
  url.searchParams.delete('_data')
  const accepted = new Request(url, request)
  accepted.headers.delete('Origin')
  accepted.headers.delete('X-Forwarded-Host')
  return accepted
}

/** The body was larger than {@link BODY_LIMIT_BYTES}, whatever its Content-Length claimed. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError'
}

/**
 * Reads the body of a post up to the limit, so that a chunked body without a length is bounded as well. A body that
 * came with a GET is left out: it means nothing there (RFC 9110, section 9.3.1), and Remix fails on it.
 * @returns a request with the same head and the body in memory
 * @throws BodyTooLargeError
 */
export async function withBoundedBody(request: Request): Promise<Request> {
  if (!request.body) return request
  if (READING.has(request.method)) {
    const { method, headers, signal } = request
    return new Request(request.url, { method, headers, signal })
  }
  const chunks: Uint8Array[] = []
  let total = 0
  const reader = (request.body as ReadableStream<Uint8Array>).getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    total += value.byteLength
    if (total > BODY_LIMIT_BYTES) {
      await reader.cancel()
      throw new BodyTooLargeError(`A body of more than ${BODY_LIMIT_BYTES} bytes was refused.`)
    }
    chunks.push(value)
  }
  return new Request(request, { body: await new Blob(chunks as BlobPart[]).arrayBuffer() })
}
