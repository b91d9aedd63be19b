import { claimEmails, settleEmails } from '#app/data/mail/messages.server.ts'
import {
  type DeliveryBounds,
  type DeliveryCounts,
  type DeliveryDependencies,
  DeliveryRun,
} from './delivery-run.server.ts'

export type { DeliveryBounds, DeliveryCounts, DeliveryDependencies } from './delivery-run.server.ts'

const SKIPPED_AT_ONCE = 100

/**
 * Delivers due messages, oldest first, over at most six connections.
 *
 * Six failures in a row, or nothing but failures, are an outage: the run ends, no message loses an attempt, and the
 * next run begins with the oldest again. Failures among successes are the messages' own: they back off, and are buried
 * after their last attempt.
 * @throws what the database throws; what was sent and not yet recorded is sent again under the same key
 */
export async function deliverEmails(
  dependencies: DeliveryDependencies,
  bounds: DeliveryBounds,
): Promise<DeliveryCounts> {
  const { transport } = dependencies
  return transport
    ? new DeliveryRun({ ...dependencies, transport }, bounds).run()
    : skipEmails(dependencies, bounds)
}

/** Without a provider messages are not kept for later: they would come as a surprise. */
async function skipEmails(
  { db, clock }: DeliveryDependencies,
  { maxMessages, maxSeconds, id }: DeliveryBounds,
): Promise<DeliveryCounts> {
  const deadline = clock.now().getTime() + maxSeconds * 1000
  const extra = { providerMessageId: null, unclearSeconds: null }
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
  return { sent: 0, retried: 0, dead: 0, skipped, cancelled: 0, released: 0, stopped: null }
}
