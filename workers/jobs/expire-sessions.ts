import { expireSessions } from '#app/services/privacy/expire-sessions.server.ts'
import { countAssessments } from '#app/services/roll-up/count-assessments.server.ts'
import type { Job } from '#workers/job-types.ts'

const TIME_LIMIT_SECONDS = 120

/** Deletes what has expired, and counts what has been completed since the last time, because a plan has few crons. */
export const expireSessionsJob: Job = async ({ db, config }) => {
  const { affectedRows, partial } = await expireSessions(db, {
    retentionDays: config.RETENTION_DAYS,
    seconds: TIME_LIMIT_SECONDS,
    clock: Date.now,
  })
  const counted = await countAssessments(db)
  return affectedRows + counted > 0 ? { deleted: affectedRows, counted, more: partial } : null
}
