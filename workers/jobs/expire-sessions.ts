import { expireSessions as run } from '#app/services/expire-sessions.server.ts'
import type { Job } from '#workers/cron.ts'

export const expireSessions: Job = async ({ db }) => {
  const { deleted, more } = await run(db)
  return deleted > 0 ? { deleted, more } : null
}
