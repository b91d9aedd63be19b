import { eraseInHubspot } from '#app/services/hubspot/erase.server.ts'
import { markContacts } from '#app/services/hubspot/mark-contacts.server.ts'
import type { Job } from '#workers/job-types.ts'

/** Also tells HubSpot of withdrawals, complaints and bounces: a plan has few crons. */
export const eraseInHubspotJob: Job = async ({ leadSync }) => {
  const erased = await eraseInHubspot(leadSync)
  const marked = await markContacts(leadSync)
  if (!erased && !marked) return null
  return {
    ...erased,
    ...(marked && { marked: marked.completed, unmarked: marked.retried + marked.released + marked.dead }),
  }
}
