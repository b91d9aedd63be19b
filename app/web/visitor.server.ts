import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { type RememberedVisitor, newestSession, readVisitor } from './visitor-cookie.server.ts'

export interface Visitor {
  sessionId: string | null
  /** what the signed cookie remembers; nothing when there is none, or it is not ours */
  remembered: RememberedVisitor
  tampered: boolean
  /** null where the platform gives none */
  ipAddress: string | null
}

/** Only the signed cookie and the address that Cloudflare saw are believed: anybody can write other headers. */
export async function identifyVisitor(
  request: Request,
  secrets: string[],
  now: Date,
  scorecard: string = DEFAULT_SCORECARD,
): Promise<Visitor> {
  const cookie = await readVisitor(request, secrets, now)
  const remembered = cookie.state === 'valid' ? cookie.visitor : { sessions: [] }
  return {
    sessionId: newestSession(remembered, scorecard),
    remembered,
    tampered: cookie.state === 'tampered',
    ipAddress: request.headers.get('CF-Connecting-IP'),
  }
}
