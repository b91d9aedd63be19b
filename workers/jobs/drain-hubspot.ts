import { drainHubspot as run } from '#app/services/hubspot/drain.server.ts'
import type { Job } from '#workers/job.ts'

export const drainHubspot: Job = async ({ leadSync }) => {
  const counts = await run(leadSync)
  return counts && { ...counts }
}
