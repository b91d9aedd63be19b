import {
  type LeadFacts,
  type LeadLinkRow,
  type LeadQueueRow,
  leadEmailsPart,
  leadFactsPart,
  leadFollowUpsPart,
  leadLinksPart,
  leadMarksPart,
  leadSyncsPart,
  leadWebhooksPart,
} from '#app/data/console/lead-history.server.ts'
import { type OpsActionRow, looksPart } from '#app/data/console/ops-actions.server.ts'
import { actLink } from '#app/domain/console/act.ts'
import type { ActLink, Figure, Row, Section } from '#app/domain/console/page-view.ts'
import { readQuery } from '#app/domain/console/query.ts'
import { CONTACT_FIELDS, CONTACT_FIELD_NAMES } from '#app/domain/lead/contact.ts'
import { explainMailFailure } from '#app/domain/mail/explain-failure.ts'
import { quizOf } from '#app/content/scorecards.ts'
import { explainWebhookFailure } from '#app/domain/webhook/failure.ts'
import { explainStoredError } from '#app/services/crm/report-sync.server.ts'
import type { ShowPage } from './console-page.server.ts'
import { tellAction } from './tell-action.server.ts'

const LOOKS_SHOWN = 20

/** All that happened to one lead, with times; nothing personal unless somebody has asked for it. */
export const showLead: ShowPage = async (read, { params, id, details }) => {
  const { errors } = readQuery(params, {})
  const rows = await read({
    facts: leadFactsPart(id, details),
    syncs: leadSyncsPart(id),
    followUps: leadFollowUpsPart(id),
    emails: leadEmailsPart(id),
    webhooks: leadWebhooksPart(id),
    links: leadLinksPart(id),
    marks: leadMarksPart(id),
    looks: looksPart(id, LOOKS_SHOWN),
  })
  const [facts] = rows.facts
  if (!facts) return null
  const events = [
    ...factEvents(facts),
    ...rows.syncs.flatMap((row) => queueEvents('To the CRM', row, explainSync, retrySync)),
    ...rows.followUps.flatMap((row) => queueEvents('Follows in the CRM', row, explainSync, () => [])),
    ...rows.webhooks.flatMap((row) => queueEvents('Webhook', row, explainWebhook, sendAgain)),
    ...rows.emails.flatMap((row) => queueEvents('E-mail', row, explainEmail, retryEmail)),
    ...rows.marks.flatMap((row) => queueEvents('The CRM is told', row, explainSync, () => [])),
    ...rows.links.flatMap(linkEvents),
    ...rows.looks.map(lookEvent),
  ].sort((a, b) => String(b.cells.at).localeCompare(String(a.cells.at)))
  return {
    title: 'One lead',
    lead: `Assessment ${facts.id}, newest first.`,
    errors,
    details: { count: facts.reachable ? 1 : 0, open: details },
    sections: [
      { id: 'lead', title: 'The lead', figures: figuresOf(facts) },
      ...(details ? [contactSection(facts)] : []),
      {
        id: 'history',
        title: 'What happened',
        text: 'Times are UTC. An attempt that was not the last one is counted, and not listed by itself.',
        table: {
          caption: 'Everything that is on record of this lead',
          columns: [
            { id: 'at', label: 'When', kind: 'time' },
            { id: 'what', label: 'What' },
            { id: 'state', label: 'State', kind: 'state' },
            { id: 'attempts', label: 'Attempts', kind: 'number' },
            { id: 'note', label: 'More' },
          ],
          rows: events,
          empty: 'Nothing is on record.',
        },
      },
    ],
  }
}

const explainSync = ({ error, status }: LeadQueueRow) =>
  error === null ? null : explainStoredError(error, status === 'dead' ? 'dead' : 'pending')
const explainEmail = ({ error, status, undeliverable }: LeadQueueRow) =>
  undeliverable ?? (error === null ? null : explainMailFailure(error, status !== 'pending'))
const explainWebhook = ({ error }: LeadQueueRow) => (error === null ? null : explainWebhookFailure(error))
const sendAgain = (id: string) => [actLink('Send again', { act: 'redeliver_webhooks', id })]
const retrySync = (id: string) => [actLink('Retry', { act: 'retry_leads', id })]
const retryEmail = (id: string) => [actLink('Retry', { act: 'retry_emails', id })]

function event(
  at: Date | null,
  what: string,
  more: Partial<Row['cells']> = {},
  row: Omit<Row, 'cells'> = {},
): Row[] {
  if (at === null) return []
  return [{ cells: { at: at.toISOString(), what, state: null, attempts: null, note: null, ...more }, ...row }]
}

function factEvents(facts: LeadFacts): Row[] {
  return [
    ...event(facts.completedAt ?? facts.createdAt, 'Completed', {
      note:
        facts.completionTimeSeconds === null
          ? null
          : `in ${Math.round(facts.completionTimeSeconds / 60)} minutes`,
    }),
    ...event(facts.consentAt, 'Agreed or asked', { note: facts.consentPurposes.join(' and ') || null }),
    ...event(facts.addressConfirmedAt, 'Confirmed the address'),
    ...event(facts.consentWithdrawnAt, 'Withdrew consent'),
    ...event(facts.emailScrubbedAt, 'Contact details were scrubbed'),
  ]
}

/** A row as two entries, where it was tried after it was made. */
function queueEvents(
  what: string,
  row: LeadQueueRow,
  explain: (row: LeadQueueRow) => string | null,
  retry: (id: string) => ActLink[],
): Row[] {
  const { status, kind, createdAt, lastAttemptAt, completedAt, nextRetryAt, attempts } = row
  const name = `${what}: ${kind.replaceAll('_', ' ')}`
  const note = [explain(row), status === 'pending' ? `next attempt ${nextRetryAt.toISOString()}` : null]
  const text = note.filter((part) => part !== null).join('; ') || null
  const tried = completedAt ?? lastAttemptAt
  const state = { state: status, attempts, note: text }
  const acts = status === 'dead' ? retry(row.id) : []
  const tone = status === 'dead' ? ('bad' as const) : status === 'completed' ? ('good' as const) : undefined
  if (tried === null) return event(createdAt, `${name}, queued`, state, { tone, acts })
  return [
    ...event(tried, `${name}, last attempt`, state, { tone, acts }),
    ...event(createdAt, `${name}, queued`),
  ]
}

function linkEvents({ kind, createdAt, expiresAt, usedAt }: LeadLinkRow): Row[] {
  return [
    ...event(createdAt, `Link: ${kind}`, { note: `opens until ${expiresAt.toISOString().slice(0, 10)}` }),
    ...event(usedAt, `Link: ${kind}, acted through`),
  ]
}

function lookEvent({ at, actor, ...action }: OpsActionRow): Row {
  return {
    cells: {
      at: at.toISOString(),
      what: tellAction(action),
      state: null,
      attempts: null,
      note: `by ${actor}`,
    },
  }
}

function figuresOf(facts: LeadFacts): Figure[] {
  const { totalScore, scoreCategory, scoreBreakdown, scorecard, quizVersion } = facts
  const areas = quizOf(facts).areas.map(
    ({ id, breakdownKey }) => `${id.replaceAll('_', ' ')} ${scoreBreakdown?.[breakdownKey] ?? '–'}`,
  )
  const of = `By version ${quizVersion} of ${scorecard}; it never changes afterwards.`
  return [
    { id: 'score', label: 'Score', value: totalScore, definition: `${areas.join(', ')}. ${of}` },
    {
      id: 'category',
      label: 'Category',
      value: scoreCategory,
      kind: 'state',
      definition: 'What the score is called on the results page.',
    },
    {
      id: 'quality',
      label: 'Quality',
      value: facts.leadQuality,
      kind: 'state',
      definition: 'What is known of the person: an address, name and company, a phone number or a low score.',
    },
    {
      id: 'hubspot',
      label: 'CRM',
      value: facts.syncStatus,
      kind: 'state',
      definition: [
        `contact ${facts.hubspotContactId ?? 'not known yet'}`,
        ...(facts.hubspotDealId === null ? [] : [`deal ${facts.hubspotDealId}`]),
      ].join(', '),
    },
    {
      id: 'email',
      label: 'E-mail',
      value: facts.emailStatus,
      kind: 'state',
      definition: 'What became of the e-mail with the results.',
    },
  ]
}

function contactSection({ contact }: LeadFacts): Section {
  return {
    id: 'contact',
    title: 'Contact details',
    text: 'This look is on the record.',
    table: {
      caption: 'What the person has told',
      columns: [
        { id: 'field', label: 'Field' },
        { id: 'value', label: 'Value' },
      ],
      rows: CONTACT_FIELD_NAMES.map((field) => ({
        cells: { field: CONTACT_FIELDS[field].label, value: contact?.[field] ?? null },
      })),
      empty: 'Nothing.',
    },
  }
}
