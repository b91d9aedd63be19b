import { drainHubspot as run } from '#app/services/drain-hubspot.server.ts'
import type { Job } from '#workers/cron.ts'

export const drainHubspot: Job = async ({ leadSync }) => {
  const counts = await run(leadSync)
  return counts && { ...counts }
}
