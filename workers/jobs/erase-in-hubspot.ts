import { eraseInHubspot } from '#app/services/hubspot/erase.server.ts'
import type { Job } from '#workers/job-types.ts'

export const eraseInHubspotJob: Job = async ({ leadSync }) => {
  const counts = await eraseInHubspot(leadSync)
  return counts && { ...counts }
}
