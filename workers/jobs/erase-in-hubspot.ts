import { eraseInCrm } from '#app/services/crm/erase.server.ts'
import { markContacts } from '#app/services/crm/mark-contacts.server.ts'
import type { Job } from '#workers/job-types.ts'

/** Also tells HubSpot of withdrawals, complaints and bounces: a plan has few crons. */
export const eraseInHubspotJob: Job = async ({ leadSync }) => {
  const erased = await eraseInCrm(leadSync)
  const marked = await markContacts(leadSync)
  if (!erased && !marked) return null
  return {
    ...erased,
    ...(marked && { marked: marked.completed, unmarked: marked.retried + marked.released + marked.dead }),
  }
}
