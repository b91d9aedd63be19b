import type { Database } from '#app/data/database.server.ts'
import { type Limited, orLimited } from '#app/data/rate-limit.server.ts'
import { moveSession } from '#app/data/sessions.server.ts'
import { generateSessionId } from '#app/platform/random.server.ts'

/** Gives the new id of a link's session, which the browser that had it loses; null when none is under way. */
export async function resumeSession(db: Database, tokenHash: string): Promise<string | Limited | null> {
  const sessionId = generateSessionId()
  const moved = await orLimited(() => moveSession(db, tokenHash, sessionId))
  if (typeof moved === 'object') return moved
  return moved ? sessionId : null
}
