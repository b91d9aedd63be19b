import type { Database } from '#app/data/database.server.ts'
import {
  type WebhookLogRow,
  type WebhookSelection,
  countDismissible,
  countMatching,
  countReceivers,
  dismissWebhooks,
  listWebhooks,
  queueTestEvents,
  redeliver,
} from '#app/data/webhook/log.server.ts'
import { type ReceiverState, listReceivers } from '#app/data/webhook/receivers.server.ts'
import { type WebhookType, WEBHOOK_TYPES } from '#app/domain/webhook/events.ts'
import { explainWebhookFailure } from '#app/domain/webhook/failure.ts'

export { countDismissible, countMatching, countReceivers, dismissWebhooks, queueTestEvents, redeliver }
export type { WebhookSelection }

export interface WebhookReport {
  receivers: (ReceiverState & { explanation: string | null })[]
  events: (WebhookLogRow & { explanation: string | null })[]
  /** a receiver that there still is is paused, or an event for one was given up */
  needsSomebody: boolean
}

const EVENTS_SHOWN = 50

/** What operations see of webhooks: no address of a receiver, and nothing of what was sent. */
export async function reportWebhooks(
  db: Database,
  selection: WebhookSelection = {},
  limit = EVENTS_SHOWN,
): Promise<WebhookReport> {
  const receivers = await listReceivers(db)
  const events = await listWebhooks(db, selection, limit)
  const explain = (error: string | null) => (error === null ? null : explainWebhookFailure(error))
  return {
    receivers: receivers.map((state) => ({ ...state, explanation: explain(state.pauseEvidence) })),
    events: events.map((event) => ({ ...event, explanation: explain(event.lastError) })),
    needsSomebody: receivers.some(
      ({ retired, dead, waiting, pausedSince }) =>
        !retired && (dead > 0 || (pausedSince !== null && waiting > 0)),
    ),
  }
}

export function isWebhookType(value: string): value is WebhookType {
  return WEBHOOK_TYPES.some((type) => type === value)
}
