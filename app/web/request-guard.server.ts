import { BODY_LIMIT_BYTES } from '#app/domain/limits.ts'
import type { Config } from '#app/platform/config.server.ts'
import { CSP_REPORTS, isClosedPath } from './security-headers.server.ts'
import { isOnThisMachine } from '#app/platform/production-rules.server.ts'

export interface Refusal {
  status: 403 | 404 | 405 | 413
  reason:
    'cross_origin' | 'path' | 'method' | 'body_too_large' | 'insecure' | 'other_machine' | 'not_embedded'
}

const READING = new Set(['GET', 'HEAD'])

/** A program that is led to https goes on asking by http, and nobody notices. */
const FOR_PROGRAMS = new Set(['/health', CSP_REPORTS])

export const ALLOWED_METHODS = [...READING, 'POST'].join(', ')

/** Null for a request that goes on. What is read by http is read by https instead; what was posted has been in all sight. */
export function requireHttps(request: Request, siteUrl: string): Response | Refusal | null {
  const url = new URL(request.url)
  if (isOnThisMachine(siteUrl)) {
    return isOnThisMachine(request.url) ? null : { status: 403, reason: 'other_machine' }
  }
  if (url.protocol === 'https:') return null
  if (!READING.has(request.method) || FOR_PROGRAMS.has(url.pathname))
    return { status: 403, reason: 'insecure' }
  url.protocol = 'https:'
  return new Response(null, { status: 308, headers: { Location: url.href } })
}

/** A post with neither `Sec-Fetch-Site` nor `Origin` is from no browser, and carries nobody's cookies. */
export function refuseRequest(request: Request): Refusal | null {
  if (!isReadable(repairPath(new URL(request.url).pathname))) return { status: 404, reason: 'path' }
  if (READING.has(request.method)) return null
  if (request.method !== 'POST') return { status: 405, reason: 'method' }
  const { pathname } = new URL(request.url)
  const fromAnywhere = pathname === CSP_REPORTS || isStopLink(pathname)
  if (!fromAnywhere && isCrossOrigin(request)) return { status: 403, reason: 'cross_origin' }
  const length = Number(request.headers.get('Content-Length') ?? 0)
  if (length > BODY_LIMIT_BYTES) return { status: 413, reason: 'body_too_large' }
  return null
}

/** Where nobody can sign in there is no console: each of its addresses is one that nobody defined. */
export function refuseConsole(
  request: Request,
  { OPS_TOKEN, ACCESS_AUD }: Pick<Config, 'OPS_TOKEN' | 'ACCESS_AUD'>,
): Refusal | null {
  const isClosed = isClosedPath(new URL(request.url).pathname)
  return isClosed && !OPS_TOKEN && ACCESS_AUD === undefined ? { status: 404, reason: 'path' } : null
}

/** RFC 8058: mail programs and their providers post, from wherever they are. The link is the proof, and no cookie is looked at. */
function isStopLink(pathname: string): boolean {
  return /^\/privacy\/stop\/[^/]+$/.test(pathname)
}

const LINK_PATH = /^\/(?:assessment\/(?:results|resume|shared|again)|privacy\/(?:confirm|stop)|team)\//i
const WRAPPED = /(?:=?%(?:[01][0-9a-f]|7f))+/gi
const HALVES = /%[89a-f][0-9a-f]|%[0-9a-f]?(?![0-9a-f])/gi

/** Mail programs wrap an address, and leave halves of encoded letters behind it. */
function repairPath(pathname: string): string {
  if (!LINK_PATH.test(pathname)) return pathname
  const joined = pathname.replace(WRAPPED, '')
  const repaired = isReadable(joined) ? joined : joined.replace(HALVES, '')
  return repaired.endsWith('/') ? pathname : repaired
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
  url.pathname = repairPath(url.pathname)
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
