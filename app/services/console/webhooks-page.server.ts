import { type AlertRow, alertsPart } from '#app/data/alerts.server.ts'
import { COUNTED, queueFiguresPart } from '#app/data/console/queue-figures.server.ts'
import { failuresPart } from '#app/data/queue-status.server.ts'
import { webhookQueue } from '#app/data/webhook/deliveries.server.ts'
import { webhookLogPart } from '#app/data/webhook/log.server.ts'
import { receiversPart } from '#app/data/webhook/receivers.server.ts'
import { type Act, actLink } from '#app/domain/console/act.ts'
import type { FilterField, PageView, Section } from '#app/domain/console/page-view.ts'
import { shown } from '#app/domain/console/period.ts'
import { encodeCursor, readQuery } from '#app/domain/console/query.ts'
import { EVENT_STATUSES, WEBHOOK_FILTERS } from '#app/domain/console/webhook-filters.ts'
import { HEALTH_THRESHOLDS } from '#app/domain/limits.ts'
import { WEBHOOK_TYPES } from '#app/domain/webhook/events.ts'
import { explainWebhookFailure } from '#app/domain/webhook/failure.ts'
import type { ShowPage } from './console-page.server.ts'
import { explainProblem } from './explain-problem.server.ts'
import { causesSection, queueFigures } from './queue-sections.server.ts'
import { logSection, receiversSection } from './webhook-sections.server.ts'

const EVENTS_PER_PAGE = 20
const ALERTS_SHOWN = 20

/** Receivers, what waits for them, what was given up and why, and the alerts that there were. */
export const showWebhooks: ShowPage = async (read, { params }) => {
  const { values, before, errors } = readQuery(params, WEBHOOK_FILTERS)
  const view = { title: 'Webhooks and alerts', filters: fieldsOf(params), errors }
  if (errors.length > 0)
    return { ...view, lead: 'Nothing is shown before the filters can be read.', sections: [] }
  const rows = await read({
    queue: queueFiguresPart(webhookQueue),
    receivers: receiversPart(COUNTED + 1),
    failures: failuresPart(webhookQueue, { atMost: COUNTED, only: ['pending', 'dead'] }),
    log: webhookLogPart(values, EVENTS_PER_PAGE + 1, before),
    alerts: alertsPart(ALERTS_SHOWN),
  })
  const queue = rows.queue[0]!
  const figures = queueFigures(queue, {
    many: 'events',
    rowsOf: (state) => `/ops/webhooks?status=${state === 'dead' ? 'dead' : 'pending'}#log`,
    lateAfterSeconds: HEALTH_THRESHOLDS.oldestOpenWebhookSeconds,
  }).filter(({ id }) => id !== 'awaiting')
  const events = rows.log.slice(0, EVENTS_PER_PAGE)
  const last = events.at(-1)
  const more = rows.log.length > EVENTS_PER_PAGE && last !== undefined
  const paused = rows.receivers.some(({ retired, pausedSince }) => !retired && pausedSince !== null)
  const open = rows.alerts.filter(({ recoveredAt }) => recoveredAt === null).length
  return {
    ...view,
    lead: paused
      ? 'A receiver is paused: what is for it waits, and nobody else waits with it.'
      : 'Each event goes to every receiver that wants its type. The filters are for the list of events alone.',
    needsSomebody: paused || open > 0 || figures.some(({ tone }) => tone === 'bad'),
    first: before === null ? undefined : addressWith(params, null),
    next: more ? addressWith(params, encodeCursor({ time: last.createdAt, id: last.id })) : undefined,
    sections: [
      alertsSection(rows.alerts),
      { id: 'queue', title: 'The queue', figures },
      receiversSection(rows.receivers),
      causesSection(
        rows.failures.map((group) => ({ ...group, explanation: explainWebhookFailure(group.error) })),
        (cause) => [
          actLink('Send all again', { act: 'redeliver_webhooks', cause }),
          actLink('Give up all', { act: 'dismiss_webhooks', cause }),
        ],
        (cause) => `/ops/webhooks?cause=${cause}#log`,
      ),
      { ...logSection(events), acts: actsOnMatching(values) },
    ],
  } satisfies PageView
}

function actsOnMatching(values: Omit<Extract<Act, { act: 'redeliver_webhooks' }>, 'act' | 'id'>) {
  const named = Object.values(values).some((value) => value !== undefined)
  const which = named ? 'all that match' : 'all that were given up'
  return [
    actLink(`Send ${which} again`, { act: 'redeliver_webhooks', ...values }),
    actLink('Send every receiver a test', { act: 'test_webhooks' }),
  ]
}

function addressWith(params: URLSearchParams, before: string | null): string {
  const next = new URLSearchParams([...params].filter(([name]) => name !== 'done' && name !== 'before'))
  if (before !== null) next.set('before', before)
  const query = next.toString()
  return query === '' ? '/ops/webhooks' : `/ops/webhooks?${query}`
}

function fieldsOf(params: URLSearchParams): FilterField[] {
  const select = (name: string, label: string, values: readonly string[]): FilterField => ({
    name,
    label,
    kind: 'select',
    value: shown(params, name),
    options: values.map((value) => ({ value, label: value.replaceAll('_', ' ') })),
  })
  const text = (name: string, label: string): FilterField => ({
    name,
    label,
    kind: 'text',
    value: shown(params, name),
  })
  return [
    select('type', 'Type', WEBHOOK_TYPES),
    select('status', 'State', EVENT_STATUSES),
    text('receiver', 'Receiver'),
    text('cause', 'Cause'),
  ]
}

function alertsSection(alerts: readonly AlertRow[]): Section {
  return {
    id: 'alerts',
    title: 'Alerts',
    text: 'One a problem of /health, and its recovery; open ones first. They go to every receiver of webhooks, and by e-mail where that is set.',
    table: {
      caption: 'Alerts, open ones first',
      columns: [
        { id: 'problem', label: 'Problem', kind: 'code' },
        { id: 'state', label: 'State', kind: 'state' },
        { id: 'raisedAt', label: 'Raised', kind: 'time' },
        { id: 'recoveredAt', label: 'Over', kind: 'time' },
        { id: 'explanation', label: 'What it is, and what to do' },
      ],
      rows: alerts.map(({ problem, raisedAt, recoveredAt }) => ({
        cells: {
          problem,
          state: recoveredAt === null ? 'open' : 'over',
          raisedAt: raisedAt.toISOString(),
          recoveredAt: recoveredAt?.toISOString() ?? null,
          explanation: explainProblem(problem),
        },
        tone: recoveredAt === null ? 'bad' : undefined,
      })),
      empty: 'No alert was ever raised.',
    },
  }
}
