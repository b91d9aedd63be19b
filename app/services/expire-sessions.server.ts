import type { Database } from '#app/data/database.server.ts'
import { deleteExpiredSessions } from '#app/data/sessions.server.ts'

const BATCH = 1_000
const MAX_BATCHES = 20

/**
 * Deletes sessions past their expiry with all they hold, in bounded batches.
 * @returns how many were deleted, and whether more are left for the next run
 */
export async function expireSessions(db: Database): Promise<{ deleted: number; more: boolean }> {
  let deleted = 0
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const count = await deleteExpiredSessions(db, BATCH)
    deleted += count
    if (count < BATCH) return { deleted, more: false }
  }
  return { deleted, more: true }
}
