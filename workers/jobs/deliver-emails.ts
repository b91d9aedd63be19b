import { deliverEmails as run } from '#app/services/mail/deliver.server.ts'
import type { Job } from '#workers/job.ts'

export const deliverEmails: Job = async ({ mailDelivery }) => {
  const counts = await run(mailDelivery)
  const busy = Object.values(counts).some((count) => typeof count === 'number' && count > 0)
  return busy ? { ...counts } : null
}
