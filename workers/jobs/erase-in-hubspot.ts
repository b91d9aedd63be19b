import { eraseInHubspot as run } from '#app/services/hubspot/erase.server.ts'
import type { Job } from '#workers/job.ts'

export const eraseInHubspot: Job = async ({ leadSync }) => {
  const counts = await run(leadSync)
  return counts && { ...counts }
}
