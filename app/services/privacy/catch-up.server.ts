import type { Database } from '#app/data/database.server.ts'
import { expireSessions } from './expire-sessions.server.ts'
import type { RetentionLimits } from './run-retention-job.server.ts'
import { scrubPersonalData } from './scrub-personal-data.server.ts'

export interface CatchUpCounts {
  scrubbed: number
  deleted: number
}

export async function catchUpOnRetention(db: Database, limits: RetentionLimits): Promise<CatchUpCounts> {
  const sessions = await expireSessions(db, limits)
  const counts: CatchUpCounts = { scrubbed: 0, deleted: sessions.affectedRows }
  for (;;) {
    const { affectedRows, partial } = await scrubPersonalData(db, limits)
    counts.scrubbed += affectedRows
    if (!partial) return counts
  }
}
