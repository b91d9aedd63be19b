import { deliverEmails } from '#app/services/mail/deliver.server.ts'
import type { Job } from '#workers/job-types.ts'

export const deliverEmailsJob: Job = async ({ mailDelivery }) => {
  const counts = await deliverEmails(mailDelivery)
  const busy = Object.values(counts).some((count) => typeof count === 'number' && count > 0)
  return busy ? { ...counts } : null
}
