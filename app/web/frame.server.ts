import { type Mount, isShownInFrames, mountedPath } from '#app/domain/visit/mount.ts'
import { hmacHex } from '#app/platform/hmac.server.ts'
import type { Refusal } from './request-guard.server.ts'
import { VISITOR_COOKIE } from './visitor-cookie.server.ts'

export const FRAME_COOKIE = '__Host-scorecard-embed'

export function refuseFrame(request: Request, mount: Mount, origins: readonly string[]): Refusal | null {
  if (!mount.embedded) return null
  const { origin: own, pathname } = new URL(request.url)
  const from = originOf(request.headers.get('Referer'))
  const isStranger = from !== null && from !== own && !origins.includes(from)
  if (origins.length === 0 || isStranger) return { status: 403, reason: 'not_embedded' }
  return isShownInFrames(pathname) ? null : { status: 404, reason: 'path' }
}

/** Where a page is read that a tab was opened with; null for one in a frame. */
export function outsideFrame(request: Request, mount: Mount): string | null {
  if (!mount.embedded || request.headers.get('Sec-Fetch-Dest') !== 'document') return null
  if (request.method !== 'GET') return null
  const { pathname, search } = new URL(request.url)
  return mountedPath({ ...mount, embedded: false }, pathname + search)
}

function originOf(referrer: string | null): string | null {
  return referrer !== null && URL.canParse(referrer) ? new URL(referrer).origin : null
}

/** Of all cookies the request then has the frame's alone, under the name of the visitor's. */
export async function withFrameCookie(request: Request, secrets: readonly string[]): Promise<Request> {
  const framed = new Request(request)
  const value = readCookie(request.headers.get('Cookie'), FRAME_COOKIE)
  framed.headers.delete('Cookie')
  if (value !== null)
    framed.headers.set('Cookie', `${VISITOR_COOKIE}=${(await unsealed(secrets, value)) ?? 'altered'}`)
  return framed
}

/** Turns the visitor's cookie of an answer into the frame's. No other cookie gets into a frame. */
export async function setFrameCookie(headers: Headers, secrets: readonly string[]): Promise<void> {
  const cookies = headers.getSetCookie()
  headers.delete('Set-Cookie')
  for (const cookie of cookies) {
    const [pair = '', ...attributes] = cookie.split('; ')
    if (!pair.startsWith(`${VISITOR_COOKIE}=`)) continue
    const value = pair.slice(VISITOR_COOKIE.length + 1)
    const sealed = `${value}~${await sealOf(secrets[0]!, value)}`
    const kept = attributes.filter((attribute) => !/^samesite=/i.test(attribute))
    headers.append(
      'Set-Cookie',
      [`${FRAME_COOKIE}=${sealed}`, ...kept, 'SameSite=None', 'Partitioned'].join('; '),
    )
  }
}

function readCookie(header: string | null, name: string): string | null {
  const part = header?.split(';').find((pair) => pair.trim().startsWith(`${name}=`))
  return part?.trim().slice(name.length + 1) ?? null
}

/** Without a seal it is the visitor's cookie, which is of no use under this name. */
async function unsealed(secrets: readonly string[], sealed: string): Promise<string | null> {
  const [, value, seal] = /^(.*)~([0-9a-f]{64})$/.exec(sealed) ?? []
  for (const secret of secrets) {
    if (value !== undefined && (await sealOf(secret, value)) === seal) return value
  }
  return null
}

function sealOf(secret: string, value: string): Promise<string> {
  return hmacHex(secret, `frame-cookie:${value}`)
}
