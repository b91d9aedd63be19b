import { settleUnsendable } from '#app/data/mail/messages.server.ts'
import { MINUTE } from '#app/domain/duration.ts'
import {
  type DeliveryLimits,
  type DeliveryCounts,
  type DeliveryDependencies,
  DeliveryRun,
} from './delivery-run.server.ts'

export type { DeliveryLimits, DeliveryCounts, DeliveryDependencies } from './delivery-run.server.ts'

/** One cron run. Six connections send about a hundred e-mails a second at best; most providers allow far fewer. */
export const DELIVERY_LIMITS: DeliveryLimits = { maxMessages: 3_000, maxSeconds: 45 }

const SETTLED_AT_ONCE = 100

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
    : leaveUnsent(dependencies, limits)
}

async function leaveUnsent(
  { db, clock }: DeliveryDependencies,
  { maxMessages, maxSeconds, id }: DeliveryLimits,
): Promise<DeliveryCounts> {
  const deadline = clock.now().getTime() + maxSeconds * 1000
  const counts = { skipped: 0, released: 0 }
  for (let unsent = 0; unsent < maxMessages && clock.now().getTime() < deadline;) {
    const limit = Math.min(SETTLED_AT_ONCE, maxMessages - unsent)
    const { skipped, released } = await settleUnsendable(db, { limit, id, waitSeconds: MINUTE })
    counts.skipped += skipped
    counts.released += released
    unsent += skipped + released
    if (skipped + released < limit) break
  }
  return {
    sent: 0,
    retried: 0,
    dead: 0,
    cancelled: 0,
    ...counts,
    stopped: null,
    unknownAnswers: null,
  }
}
