import type { Database } from '#app/data/database.server.ts'
import { expireSessions } from './expire-sessions.server.ts'
import type { RetentionLimits } from './run-retention-job.server.ts'
import { scrubPersonalData } from './scrub-personal-data.server.ts'

/** What was done, in counts. */
export interface CatchUpCounts {
  /** assessments and messages */
  scrubbed: number
  /** sessions, requests and links past their expiry */
  deleted: number
}

/** Deletes what has expired and scrubs what is past its retention, run after run until nothing is due. */
export async function catchUpOnRetention(db: Database, limits: RetentionLimits): Promise<CatchUpCounts> {
  const sessions = await expireSessions(db, limits)
  const counts: CatchUpCounts = { scrubbed: 0, deleted: sessions.affectedRows }
  for (;;) {
    const { affectedRows, partial } = await scrubPersonalData(db, limits)
    counts.scrubbed += affectedRows
    if (!partial) return counts
  }
}
