import { deliverEmails as run } from '#app/services/mail/deliver.server.ts'
import type { Job } from '#workers/job.ts'

// Six connections send about a hundred e-mails a second at best; most providers allow far fewer.
const BOUNDS = { maxMessages: 3_000, maxSeconds: 45 }

export const deliverEmails: Job = async ({ mailDelivery }) => {
  const counts = await run(mailDelivery, BOUNDS)
  const busy = Object.values(counts).some((count) => typeof count === 'number' && count > 0)
  return busy ? { ...counts } : null
}
