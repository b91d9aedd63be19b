import type { Database } from '#app/data/database.server.ts'
import { moveSession } from '#app/data/sessions.server.ts'
import { generateSessionId } from '#app/platform/random.server.ts'
import { hashToken } from '#app/platform/token.server.ts'

/**
 * Carries on the session of a link in another browser, which the browser that had it loses.
 * @returns the session's new id; null when the link opens none that is under way
 */
export async function resumeSession(db: Database, token: string): Promise<string | null> {
  const tokenHash = await hashToken(token)
  const sessionId = generateSessionId()
  return tokenHash !== null && (await moveSession(db, tokenHash, sessionId)) ? sessionId : null
}
