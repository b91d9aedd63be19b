import { deleteExpiredAccessLinks } from '#app/data/mail/access-links.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { deleteExpiredPrivacyRequests } from '#app/data/privacy/retention.server.ts'
import { deleteExpiredTeams } from '#app/data/teams.server.ts'
import { deleteExpiredSessions } from '#app/data/sessions.server.ts'
import { type RetentionSummary, type RetentionLimits, runRetentionJob } from './run-retention-job.server.ts'

const BATCH = 1_000
const MAX_BATCHES = 20

export async function expireSessions(db: Database, limits: RetentionLimits): Promise<RetentionSummary> {
  return runRetentionJob(db, 'expire_sessions', limits, async ({ count, hasTime }) => {
    let batches = 0
    for (const deleteBatch of [
      deleteExpiredSessions,
      deleteExpiredPrivacyRequests,
      deleteExpiredAccessLinks,
      deleteExpiredTeams,
    ]) {
      for (;;) {
        const deleted = await deleteBatch(db, BATCH)
        count(deleted)
        if (deleted < BATCH) break
        if (++batches >= MAX_BATCHES || !hasTime()) return false
      }
    }
    return true
  })
}
