import { expireSessions } from '#app/services/privacy/expire-sessions.server.ts'
import type { Job } from '#workers/job-types.ts'

const TIME_LIMIT_SECONDS = 120

export const expireSessionsJob: Job = async ({ db, config }) => {
  const { affectedRows, partial } = await expireSessions(db, {
    retentionDays: config.RETENTION_DAYS,
    seconds: TIME_LIMIT_SECONDS,
    clock: Date.now,
  })
  return affectedRows > 0 ? { deleted: affectedRows, more: partial } : null
}
