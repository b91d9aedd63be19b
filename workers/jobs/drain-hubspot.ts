import { drainHubspot } from '#app/services/hubspot/drain.server.ts'
import type { Job } from '#workers/job-types.ts'

export const drainHubspotJob: Job = async ({ leadSync }) => {
  const counts = await drainHubspot(leadSync)
  return counts && { ...counts }
}
