import { BODY_LIMIT_BYTES } from '#app/domain/limits.ts'

export interface Refusal {
  status: 403 | 404 | 405 | 413
  reason: 'cross_origin' | 'path' | 'method' | 'body_too_large'
}

const READING = new Set(['GET', 'HEAD'])

export const ALLOWED_METHODS = [...READING, 'POST'].join(', ')

/** A post with neither `Sec-Fetch-Site` nor `Origin` is from no browser, and carries nobody's cookies. */
export function refuseRequest(request: Request): Refusal | null {
  if (!isReadable(new URL(request.url).pathname)) return { status: 404, reason: 'path' }
  if (READING.has(request.method)) return null
  if (request.method !== 'POST') return { status: 405, reason: 'method' }
  if (isCrossOrigin(request)) return { status: 403, reason: 'cross_origin' }
  const length = Number(request.headers.get('Content-Length') ?? 0)
  if (length > BODY_LIMIT_BYTES) return { status: 413, reason: 'body_too_large' }
  return null
}

/** Remix logs a path that it cannot decode, and React Router one of several lines, which no route matches. */
function isReadable(pathname: string): boolean {
  try {
    return !/[\p{Cc}\u2028\u2029]/u.test(decodeURIComponent(pathname))
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

/** Remix trusts a host that proxies may name, fails on `Origin: null`, and answers `?_data` with data. */
export function forRemix(request: Request): Request {
  const url = new URL(request.url)
  url.searchParams.delete('_data')
  const accepted = new Request(url, request)
  accepted.headers.delete('Origin')
  accepted.headers.delete('X-Forwarded-Host')
  return accepted
}

export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError'
}

/** Bounds a chunked body too. Remix fails on the body of a GET, which means nothing (RFC 9110, section 9.3.1). */
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
