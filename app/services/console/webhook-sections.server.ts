import type { WebhookLogRow } from '#app/data/webhook/log.server.ts'
import type { ReceiverState } from '#app/data/webhook/receivers.server.ts'
import { actLink } from '#app/domain/console/act.ts'
import type { Section } from '#app/domain/console/page-view.ts'
import { explainWebhookFailure } from '#app/domain/webhook/failure.ts'
import { atMost } from './counted-words.server.ts'

/** Each receiver by the hash of its address. */
export function receiversSection(receivers: readonly ReceiverState[]): Section {
  return {
    id: 'receivers',
    title: 'Receivers',
    text: 'Each is named by a hash of its address in WEBHOOK_URL.',
    table: {
      caption: 'Receivers of webhooks',
      columns: [
        { id: 'receiver', label: 'Receiver', kind: 'code' },
        { id: 'state', label: 'State', kind: 'state' },
        { id: 'waiting', label: 'Waiting', kind: 'number' },
        { id: 'oldest', label: 'Oldest', kind: 'duration' },
        { id: 'dead', label: 'Given up', kind: 'number' },
        { id: 'delivered', label: 'Delivered', kind: 'number' },
        { id: 'lastDeliveredAt', label: 'Last one', kind: 'time' },
        { id: 'explanation', label: 'Why, and what to do' },
      ],
      rows: receivers.map((state) => {
        const { receiver, retired, dead, pausedSince, pauseEvidence } = state
        return {
          cells: {
            receiver,
            state: retired ? 'no longer in WEBHOOK_URL' : pausedSince ? 'paused' : 'runs',
            waiting: atMost(state.waiting),
            oldest: state.oldestWaitingSeconds,
            dead: atMost(dead),
            delivered: atMost(state.delivered),
            lastDeliveredAt: state.lastDeliveredAt?.toISOString() ?? null,
            explanation: pauseEvidence === null ? null : explainWebhookFailure(pauseEvidence),
          },
          href: `/ops/webhooks?receiver=${receiver}#log`,
          tone: retired ? undefined : dead > 0 ? 'bad' : pausedSince ? 'wait' : 'good',
          acts: [
            ...(dead > 0
              ? [actLink('Send what was given up again', { act: 'redeliver_webhooks', receiver })]
              : []),
            ...(retired ? [] : [actLink('Send a test', { act: 'test_webhooks', receiver })]),
          ],
        }
      }),
      empty: 'There is no receiver: WEBHOOK_URL is not set, or the Worker has not run since it was.',
    },
  }
}

const STATES: Readonly<Record<string, string>> = {
  pending: 'waits',
  completed: 'delivered',
  dead: 'given up',
  cancelled: 'not to be sent',
}

/** Events with their attempts, and nothing of what they said. */
export function logSection(events: readonly WebhookLogRow[]): Section {
  return {
    id: 'log',
    title: 'Events',
    text: 'The newest first. What they said is not kept.',
    table: {
      caption: 'Events and their attempts',
      columns: [
        { id: 'event', label: 'Event', kind: 'code' },
        { id: 'type', label: 'Type', kind: 'code' },
        { id: 'state', label: 'State', kind: 'state' },
        { id: 'receiver', label: 'Receiver', kind: 'code' },
        { id: 'createdAt', label: 'Since', kind: 'time' },
        { id: 'attempts', label: 'Attempts', kind: 'number' },
        { id: 'last', label: 'Last attempt' },
        { id: 'next', label: 'Tried again', kind: 'time' },
        { id: 'explanation', label: 'What it is, and what to do' },
      ],
      rows: events.map((event) => {
        const { id, status, lastError, attempts } = event
        const last = attempts.at(-1)
        const failed = status !== 'completed' && lastError !== null
        return {
          cells: {
            event: event.eventId,
            type: event.type,
            state: STATES[status] ?? status,
            receiver: event.receiver,
            createdAt: event.createdAt.toISOString(),
            attempts: attempts.length,
            last: last
              ? [last.outcome.replaceAll('_', ' '), last.status, `${last.ms} ms`].filter(Boolean).join(', ')
              : null,
            next: status === 'pending' ? event.nextRetryAt.toISOString() : null,
            explanation: failed ? explainWebhookFailure(lastError) : null,
          },
          tone: status === 'dead' ? 'bad' : failed ? 'wait' : undefined,
          acts:
            status === 'cancelled'
              ? []
              : [
                  actLink('Send again', { act: 'redeliver_webhooks', id }),
                  ...(status === 'completed' ? [] : [actLink('Give up', { act: 'dismiss_webhooks', id })]),
                ],
        }
      }),
      empty: 'There is no such event.',
    },
  }
}
