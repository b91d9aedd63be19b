import { drainLeads } from '#app/services/crm/drain.server.ts'
import type { Job } from '#workers/job-types.ts'

export const drainHubspotJob: Job = async ({ leadSync }) => {
  const counts = await drainLeads(leadSync)
  return counts && { ...counts }
}
