import { createCookie } from '@remix-run/cloudflare'
import * as z from 'zod'
import { LIFETIMES, REMEMBERED_SESSIONS } from '#app/domain/limits.ts'

/** `__Host-` binds the cookie to this host and to HTTPS: no subdomain can plant one. */
export const VISITOR_COOKIE = '__Host-scorecard'

const contents = z.object({
  /** Session ids, newest first: the one under way and those whose results this browser may open. */
  sessions: z.array(z.string().min(16).max(64)).max(REMEMBERED_SESSIONS),
  variant: z.string().max(40).optional(),
})

export type RememberedVisitor = z.output<typeof contents>

export type VisitorCookie =
  { state: 'valid'; visitor: RememberedVisitor } | { state: 'absent' } | { state: 'tampered' }

function cookieWith(secrets: string[]) {
  return createCookie(VISITOR_COOKIE, {
    secrets,
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'lax',
    maxAge: LIFETIMES.visitorCookie,
  })
}

export async function readVisitor(request: Request, secrets: string[]): Promise<VisitorCookie> {
  const header = request.headers.get('Cookie')
  const present = header?.split(';').some((part) => part.trim().startsWith(`${VISITOR_COOKIE}=`))
  if (!present) return { state: 'absent' }
  const value: unknown = await cookieWith(secrets)
    .parse(header)
    .catch(() => null)
  const parsed = contents.safeParse(value)
  return parsed.success ? { state: 'valid', visitor: parsed.data } : { state: 'tampered' }
}

/** @returns a Set-Cookie value, signed with the first of `secrets` */
export async function writeVisitor(visitor: RememberedVisitor, secrets: string[]): Promise<string> {
  return cookieWith(secrets).serialize(visitor)
}

export function rememberSession(visitor: RememberedVisitor, sessionId: string): RememberedVisitor {
  const others = visitor.sessions.filter((id) => id !== sessionId)
  return { ...visitor, sessions: [sessionId, ...others].slice(0, REMEMBERED_SESSIONS) }
}
