import type { Database } from '#app/data/database.server.ts'
import { forgetSessions } from '#app/data/sessions.server.ts'
import { generateSessionId } from '#app/platform/random.server.ts'

/** Nothing opens by a cookie of this browser any more, nor by a copy of one. What was shared from here ends as well. */
export async function forgetBrowser(db: Database, sessionIds: readonly string[]): Promise<void> {
  if (sessionIds.length === 0) return
  await forgetSessions(
    db,
    sessionIds,
    sessionIds.map(() => generateSessionId()),
  )
}
