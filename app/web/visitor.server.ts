import { type RememberedVisitor, readVisitor } from './visitor-cookie.server.ts'

/** Who sent a request. */
export interface Visitor {
  /** the assessment under way in this browser, or its last one */
  sessionId: string | null
  /** what the signed cookie remembers; nothing when there is none, or it is not ours */
  remembered: RememberedVisitor
  /** There is a cookie, and none of our secrets signed it. */
  tampered: boolean
  /** null where the platform gives none */
  ipAddress: string | null
}

/**
 * Tells who sent a request, as far as it can be believed: the signed cookie, and the address that Cloudflare saw.
 * Anybody can write any other header, such as `X-Forwarded-For`.
 * @param secrets any of them may have signed the cookie
 */
export async function identifyVisitor(request: Request, secrets: string[]): Promise<Visitor> {
  const cookie = await readVisitor(request, secrets)
  const remembered = cookie.state === 'valid' ? cookie.visitor : { sessions: [] }
  return {
    sessionId: remembered.sessions[0] ?? null,
    remembered,
    tampered: cookie.state === 'tampered',
    ipAddress: request.headers.get('CF-Connecting-IP'),
  }
}
