import * as z from 'zod'
import { LIFETIMES, REMEMBERED_SESSIONS } from '#app/domain/limits.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { isPresent, isYoung, secondsOf, signedCookie } from './signed-cookie.server.ts'

/** `__Host-` binds the cookie to this host and to HTTPS: no subdomain can plant one. */
export const VISITOR_COOKIE = '__Host-scorecard'

const contents = z.object({
  sessions: z
    .array(z.tuple([z.string().min(16).max(64), z.number().int().positive(), z.string().max(30).optional()]))
    .max(REMEMBERED_SESSIONS),
  variant: z.string().max(40).optional(),
  earlier: z
    .object({ sessionId: z.string().min(16).max(64), tokenHash: z.string().regex(/^[0-9a-f]{64}$/) })
    .optional(),
})

export interface RememberedVisitor {
  /** Session ids, newest first: the one under way and those whose results this browser may open. */
  sessions: string[]
  /** since when the browser has each of them, in seconds since 1970: they end one by one, whatever is added later */
  since?: Readonly<Record<string, number>>
  /** of those that are not of the default one */
  scorecards?: Readonly<Record<string, string>>
  variant?: string
  /** the newest session that began from a link to an earlier result, and the hash of that link: the two are compared */
  earlier?: { sessionId: string; tokenHash: string }
}

export type VisitorCookie =
  { state: 'valid'; visitor: RememberedVisitor } | { state: 'absent' } | { state: 'tampered' }

function cookieWith(secrets: string[]) {
  return signedCookie(VISITOR_COOKIE, secrets, LIFETIMES.visitorCookie)
}

/** Sessions past their time are left out: a copied cookie does not heed its Max-Age. */
export async function readVisitor(request: Request, secrets: string[], now: Date): Promise<VisitorCookie> {
  const header = request.headers.get('Cookie')
  if (!isPresent(header, VISITOR_COOKIE)) return { state: 'absent' }
  const value: unknown = await cookieWith(secrets)
    .parse(header)
    .catch(() => null)
  const parsed = contents.safeParse(value)
  if (!parsed.success) return { state: 'tampered' }
  const { sessions, variant, earlier } = parsed.data
  const young = sessions.filter(([, since]) => isYoung(since, LIFETIMES.visitorCookie, now))
  const visitor: RememberedVisitor = {
    sessions: young.map(([id]) => id),
    since: Object.fromEntries(young.map(([id, since]) => [id, since])),
  }
  const others = young.flatMap(([id, , scorecard]): [string, string][] =>
    scorecard === undefined ? [] : [[id, scorecard]],
  )
  if (others.length > 0) visitor.scorecards = Object.fromEntries(others)
  if (variant !== undefined) visitor.variant = variant
  if (earlier !== undefined) visitor.earlier = earlier
  return { state: 'valid', visitor }
}

/** A Set-Cookie value, signed with the first of `secrets`. A session that is new to the browser counts from `now`. */
export async function writeVisitor(
  { sessions, since, scorecards, variant, earlier }: RememberedVisitor,
  secrets: string[],
  now: Date,
): Promise<string> {
  const dated = sessions.map((id) => [
    id,
    since?.[id] ?? secondsOf(now),
    ...(scorecards?.[id] === undefined ? [] : [scorecards[id]]),
  ])
  return cookieWith(secrets).serialize({ sessions: dated, variant, earlier })
}

export async function forgetVisitor(secrets: string[]): Promise<string> {
  return cookieWith(secrets).serialize('', { maxAge: 0 })
}

export function rememberSession(
  visitor: RememberedVisitor,
  sessionId: string,
  scorecard: string = DEFAULT_SCORECARD,
): RememberedVisitor {
  const others = visitor.sessions.filter((id) => id !== sessionId)
  const scorecards =
    scorecard === DEFAULT_SCORECARD || visitor.sessions.includes(sessionId)
      ? visitor.scorecards
      : { ...visitor.scorecards, [sessionId]: scorecard }
  return {
    ...visitor,
    sessions: [sessionId, ...others].slice(0, REMEMBERED_SESSIONS),
    ...(scorecards && { scorecards }),
  }
}

export function newestSession({ sessions, scorecards }: RememberedVisitor, scorecard: string): string | null {
  return sessions.find((id) => (scorecards?.[id] ?? DEFAULT_SCORECARD) === scorecard) ?? null
}

/** Those of the same scorecard beside it. */
export function otherSessions({ sessions, scorecards = {} }: RememberedVisitor, sessionId: string): string[] {
  return sessions.filter((id) => id !== sessionId && scorecards[id] === scorecards[sessionId])
}
