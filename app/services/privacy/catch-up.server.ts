import type { Database } from '#app/data/database.server.ts'
import { recordJobSuccess } from '#app/data/health.server.ts'
import { deleteFinishedRows } from './delete-finished-rows.server.ts'
import { expireSessions } from './expire-sessions.server.ts'
import type { RetentionLimits } from './run-retention-job.server.ts'
import { scrubPersonalData } from './scrub-personal-data.server.ts'

export interface CatchUpCounts {
  scrubbed: number
  deleted: number
}

/** All that the jobs of retention do, until nothing is due; it counts as a run of the daily one. */
export async function catchUpOnRetention(db: Database, limits: RetentionLimits): Promise<CatchUpCounts> {
  const sessions = await expireSessions(db, limits)
  const counts: CatchUpCounts = { scrubbed: 0, deleted: sessions.affectedRows }
  for (let more = true; more;) {
    const { affectedRows, partial } = await scrubPersonalData(db, limits)
    counts.scrubbed += affectedRows
    more = partial
  }
  await deleteFinishedRows(db, limits)
  await recordJobSuccess(db, 'enforce_retention', new Date(limits.clock()))
  return counts
}
