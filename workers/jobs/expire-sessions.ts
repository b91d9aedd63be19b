import { expireSessions as run } from '#app/services/privacy/expire-sessions.server.ts'
import type { Job } from '#workers/job.ts'

const TIME_LIMIT_SECONDS = 120

export const expireSessions: Job = async ({ db, config }) => {
  const { affectedRows, partial } = await run(db, {
    retentionDays: config.RETENTION_DAYS,
    seconds: TIME_LIMIT_SECONDS,
    clock: Date.now,
  })
  return affectedRows > 0 ? { deleted: affectedRows, more: partial } : null
}
