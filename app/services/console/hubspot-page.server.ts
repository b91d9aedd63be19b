import { CRM_NAMES } from '#app/domain/crm-id.ts'
import { deadRowsPart } from '#app/data/console/console-facts.server.ts'
import { COUNTED, queueFiguresPart } from '#app/data/console/queue-figures.server.ts'
import { sql } from '#app/data/database.server.ts'
import { leadQueue } from '#app/data/hubspot/claims.server.ts'
import { type OpenFollowUps, openFollowUpsPart } from '#app/data/hubspot/follow-ups.server.ts'
import { UNUSED_STATE, syncStatePart } from '#app/data/hubspot/state.server.ts'
import { pausesPart } from '#app/data/pauses.server.ts'
import { failuresPart } from '#app/data/queue-status.server.ts'
import { actLink } from '#app/domain/console/act.ts'
import { readQuery } from '#app/domain/console/query.ts'
import type { Figure, Section } from '#app/domain/console/page-view.ts'
import { HEALTH_THRESHOLDS, PORTAL_BUDGET } from '#app/domain/limits.ts'
import { HUBSPOT_OPERATIONS } from '#app/domain/pause.ts'
import { explainStoredError, explainSyncPause } from '#app/services/crm/report-sync.server.ts'
import type { ShowPage } from './console-page.server.ts'
import { atMost } from './counted-words.server.ts'
import { pausesSection } from './pauses-section.server.ts'
import { DEAD_SHOWN, causesSection, deadSection, queueFigures } from './queue-sections.server.ts'

/** What waits for the CRM, what is paused, what failed and why. */
export const showHubspot: ShowPage = async (read, { params, crmName = CRM_NAMES.hubspot }) => {
  const { errors } = readQuery(params, {})
  const rows = await read({
    queue: queueFiguresPart(leadQueue),
    pauses: pausesPart(HUBSPOT_OPERATIONS),
    state: syncStatePart,
    failures: failuresPart(leadQueue, { atMost: COUNTED, only: ['pending', 'dead'] }),
    followUps: openFollowUpsPart,
    dead: deadRowsPart(sql`hubspot_sync_queue`, sql`"syncType"`, DEAD_SHOWN),
  })
  const queue = rows.queue[0]!
  const { callsInWindow } = rows.state[0] ?? UNUSED_STATE
  const figures = queueFigures(queue, {
    many: 'leads',
    rowsOf: (state) => `/ops/leads?sync=${state}`,
    lateAfterSeconds: HEALTH_THRESHOLDS.oldestOpenSyncSeconds,
  })
  const late = figures.some(({ id, tone }) => id === 'oldestOpen' && tone === 'bad')
  return {
    title: crmName,
    lead:
      rows.pauses.length > 0
        ? 'An operation is paused: what needs it waits.'
        : 'Leads are sent with the next run, or right after they were completed.',
    errors,
    needsSomebody: rows.pauses.length > 0 || queue.dead > 0 || late,
    sections: [
      { id: 'queue', title: 'The queue', figures: [...figures, callsFigure(callsInWindow, crmName)] },
      pausesSection(HUBSPOT_OPERATIONS, rows.pauses, explainSyncPause),
      {
        ...causesSection(
          rows.failures.map((group) => ({
            ...group,
            explanation: explainStoredError(group.error, group.status),
          })),
          (cause) => [
            actLink('Retry all', { act: 'retry_leads', cause }),
            actLink('Give up all', { act: 'dismiss_leads', cause }),
          ],
          (cause) => `/ops/leads?cause=${cause}`,
        ),
        ...(queue.dead > 0 && { acts: [actLink('Retry all that were given up', { act: 'retry_leads' })] }),
      },
      followUpsSection(rows.followUps, crmName),
      deadSection(rows.dead, {
        explain: (error) => explainStoredError(error, 'dead'),
        retry: (id) => [
          actLink('Retry', { act: 'retry_leads', id }),
          actLink('Give up', { act: 'dismiss_leads', id }),
        ],
        empty: 'No lead was given up.',
      }),
    ],
  }
}

const FOLLOW_UPS = {
  note: 'Notes',
  form: 'Form submissions',
  contact_owner: 'Owners of contacts',
  deal_owner: 'Owners of deals',
} as const

function followUpsSection(rows: readonly OpenFollowUps[], crmName: string): Section {
  return {
    id: 'follow-ups',
    title: 'What follows leads',
    text: `Notes, form submissions and owners are never in a lead’s way. What ${crmName} refused, or nobody knows the outcome of, is left out: npm run hubspot:status says why.`,
    table: {
      caption: 'Follow-ups by kind',
      columns: [
        { id: 'kind', label: 'What' },
        { id: 'waiting', label: 'Waiting', kind: 'number' },
        { id: 'leftOut', label: 'Left out', kind: 'number' },
      ],
      rows: rows.map(({ kind, waiting, leftOut }) => ({
        cells: { kind: FOLLOW_UPS[kind], waiting: atMost(waiting), leftOut: atMost(leftOut) },
        tone: leftOut > 0 ? 'wait' : undefined,
      })),
      empty: 'There is no kind of follow-up.',
    },
  }
}

function callsFigure(calls: number, crmName: string): Figure {
  const { calls: budget, windowMs } = PORTAL_BUDGET
  return {
    id: 'calls',
    label: 'Calls in 10 seconds',
    value: `${calls} of ${budget}`,
    kind: 'text',
    definition: `Calls that all runs together made to ${crmName} within the last ten seconds, out of what they allow themselves in ${windowMs / 1000} seconds; a portal of HubSpot’s allows 100 in ten.`,
    tone: calls >= budget ? 'wait' : undefined,
  }
}
