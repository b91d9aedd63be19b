import {
  type DeliveryCounts,
  type DeliveryDependencies,
  type DeliveryLimits,
  deliverEmails,
} from './deliver.server.ts'

/** `waitUntil` gives 30 seconds, and the send may take ten of them. */
export const DELIVER_NOW_LIMITS: DeliveryLimits = { maxMessages: 1, maxSeconds: 15, atOnce: true }

export function deliverEmailNow(dependencies: DeliveryDependencies, id: string): Promise<DeliveryCounts> {
  return deliverEmails(dependencies, { ...DELIVER_NOW_LIMITS, id })
}
