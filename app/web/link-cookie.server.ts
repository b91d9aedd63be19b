import { json } from '@remix-run/cloudflare'
import * as z from 'zod'
import { LIFETIMES, REMEMBERED_LINKS } from '#app/domain/limits.ts'
import { isYoung, secondsOf, signedCookie } from './signed-cookie.server.ts'

export const LINK_COOKIE = '__Host-scorecard-link'
const KEY_LENGTH = 16

const KINDS = ['results', 'resume', 'privacy', 'again', 'stop'] as const
export type LinkKind = (typeof KINDS)[number]

const contents = z.object({
  links: z
    .array(z.tuple([z.enum(KINDS), z.string().regex(/^[0-9a-f]{64}$/), z.number().int().positive()]))
    .max(REMEMBERED_LINKS),
})

/** What this browser has opened of late, newest first: the hashes of tokens, which open nothing in an address. */
export interface OpenedLinks {
  any: boolean
  hashes(kind: LinkKind): string[]
  /** The link that a form is for, by its {@link linkKey}; without one the newest. Null where there is none. */
  find(kind: LinkKind, key?: string): string | null
}

async function readEntries(request: Request, secrets: string[], now: Date) {
  const value: unknown = await signedCookie(LINK_COOKIE, secrets, LIFETIMES.linkCookie)
    .parse(request.headers.get('Cookie'))
    .catch(() => null)
  const { links = [] } = contents.safeParse(value).data ?? {}
  return links.filter(([, , since]) => isYoung(since, LIFETIMES.linkCookie, now))
}

export async function readLinks(request: Request, secrets: string[], now: Date): Promise<OpenedLinks> {
  const entries = await readEntries(request, secrets, now)
  const hashes = (kind: LinkKind) => entries.filter(([of]) => of === kind).map(([, hash]) => hash)
  return {
    any: entries.length > 0,
    hashes,
    find: (kind, key) => hashes(kind).find((hash) => key === undefined || linkKey(hash) === key) ?? null,
  }
}

/** A Set-Cookie value: a link is traded for it, so that its token does not stay in the address. One token may be of two kinds. */
export async function keepLink(
  request: Request,
  link: { kind: LinkKind; tokenHash: string },
  secrets: string[],
  now: Date,
): Promise<string> {
  const others = (await readEntries(request, secrets, now)).filter(
    ([kind, hash]) => kind !== link.kind || hash !== link.tokenHash,
  )
  const links = [[link.kind, link.tokenHash, secondsOf(now)], ...others].slice(0, REMEMBERED_LINKS)
  return signedCookie(LINK_COOKIE, secrets, LIFETIMES.linkCookie).serialize({ links })
}

export async function forgetLinks(secrets: string[]): Promise<string> {
  return signedCookie(LINK_COOKIE, secrets, LIFETIMES.linkCookie).serialize('', { maxAge: 0 })
}

export function linkKey(tokenHash: string): string {
  return tokenHash.slice(0, KEY_LENGTH)
}

export interface CookieMissing {
  kind: 'link_cookie' | 'start_cookie'
  fromTeam?: boolean
}

export function cookieMissing(missing: CookieMissing = { kind: 'link_cookie' }): Response {
  return json(missing, { status: 403 })
}
