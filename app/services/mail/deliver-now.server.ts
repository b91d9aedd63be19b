import { type DeliveryCounts, type DeliveryDependencies, deliverEmails } from './deliver.server.ts'

/**
 * Sends one message right after the response to the visitor, for `waitUntil`: that gives 30 seconds, and the send may
 * take ten of them. What does not succeed in time waits for the next cron run.
 */
export function deliverEmailNow(dependencies: DeliveryDependencies, id: string): Promise<DeliveryCounts> {
  return deliverEmails(dependencies, { maxMessages: 1, maxSeconds: 15, id })
}
