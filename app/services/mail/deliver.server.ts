import { claimEmails, settleEmails } from '#app/data/mail/messages.server.ts'
import {
  type DeliveryLimits,
  type DeliveryCounts,
  type DeliveryDependencies,
  DeliveryRun,
} from './delivery-run.server.ts'

export type { DeliveryLimits, DeliveryCounts, DeliveryDependencies } from './delivery-run.server.ts'

/** One cron run. Six connections send about a hundred e-mails a second at best; most providers allow far fewer. */
export const DELIVERY_LIMITS: DeliveryLimits = { maxMessages: 3_000, maxSeconds: 45 }

const SKIPPED_AT_ONCE = 100

/**
 * What is everybody's pauses sending, and costs no e-mail anything: six recipients in a row, or nothing but failures of
 * several. What follows one recipient while others go is that e-mail's, and put on a schedule of its own. Only a refusal
 * that names the recipient ends an e-mail. What was sent and not yet recorded is sent again under the same key.
 */
export async function deliverEmails(
  dependencies: DeliveryDependencies,
  limits: DeliveryLimits = DELIVERY_LIMITS,
): Promise<DeliveryCounts> {
  const { transport } = dependencies
  return transport
    ? new DeliveryRun({ ...dependencies, transport }, limits).run()
    : skipEmails(dependencies, limits)
}

/** Without a provider messages are not kept for later: they would come as a surprise. */
async function skipEmails(
  { db, clock }: DeliveryDependencies,
  { maxMessages, maxSeconds, id }: DeliveryLimits,
): Promise<DeliveryCounts> {
  const deadline = clock.now().getTime() + maxSeconds * 1000
  const extra = { providerMessageId: null, unclearSeconds: null, newKey: null }
  let skipped = 0
  while (skipped < maxMessages && clock.now().getTime() < deadline) {
    const limit = Math.min(SKIPPED_AT_ONCE, maxMessages - skipped)
    const messages = await claimEmails(db, { limit, token: crypto.randomUUID(), id })
    const outcome = { result: 'skipped', error: 'no_provider' } as const
    await settleEmails(
      db,
      messages.map((row) => ({ row, outcome, extra })),
    )
    skipped += messages.length
    if (messages.length < limit) break
  }
  return {
    sent: 0,
    retried: 0,
    dead: 0,
    skipped,
    cancelled: 0,
    released: 0,
    stopped: null,
    unknownAnswers: null,
  }
}
