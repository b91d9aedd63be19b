import { COUNTED } from '#app/data/console/queue-figures.server.ts'
import { type LeadRow, firstLeadsPart, leadsPart } from '#app/data/console/leads.server.ts'
import {
  DELIVERY_STATES,
  LEAD_FILTERS,
  type LeadFilterName,
  type LeadFilters,
  SYNC_STATES,
} from '#app/domain/console/lead-filters.ts'
import { type FilterField, type PageView, type Table, capped } from '#app/domain/console/page-view.ts'
import { shown } from '#app/domain/console/period.ts'
import { type Cursor, encodeCursor, readQuery } from '#app/domain/console/query.ts'
import { CONTACT_FIELDS, CONTACT_FIELD_NAMES } from '#app/domain/lead/contact.ts'
import { LEAD_QUALITIES } from '#app/domain/lead/quality.ts'
import { CATEGORY_IDS } from '#app/domain/quiz/structure.ts'
import { TRAFFIC_KINDS } from '#app/domain/visit/traffic.ts'
import type { ShowPage } from './console-page.server.ts'
import { SCORECARD_OPTIONS } from './scorecard-filter.server.ts'

export const LEADS_PER_PAGE = 20
const PATH = '/ops/leads'

/** The part of the list that an address means, and why it cannot be shown. */
export function readLeadList(params: URLSearchParams): {
  filters: LeadFilters
  before: Cursor | null
  errors: string[]
} {
  const { values, before, errors } = readQuery(params, LEAD_FILTERS)
  const filters: LeadFilters = values
  if (filters.least !== undefined && filters.most !== undefined && filters.least > filters.most)
    errors.push('The lowest score is above the highest: no lead can have both.')
  if (filters.from !== undefined && filters.to !== undefined && filters.from > filters.to)
    errors.push('The first day is after the last: no lead can be of both.')
  return { filters, before, errors }
}

/** The leads newest first, by filters; contact details only where somebody has asked for them. */
export const showLeads: ShowPage = async (read, { params, details }) => {
  const { filters, before, errors } = readLeadList(params)
  const view = { title: 'Leads', filters: fieldsOf(params), errors }
  if (errors.length > 0)
    return { ...view, lead: 'No lead is shown before the filters can be read.', sections: [] }

  const list = { filters, before, limit: LEADS_PER_PAGE + 1, details }
  const found: { leads: LeadRow[]; count?: number } =
    before === null
      ? (await read({ first: firstLeadsPart(list) })).first[0]!
      : await read({ leads: leadsPart(list) })
  const leads = found.leads.slice(0, LEADS_PER_PAGE)
  const last = leads.at(-1)
  const more = found.leads.length > LEADS_PER_PAGE && last !== undefined
  return {
    ...view,
    lead: 'Completed assessments, newest first. Contact details are closed until somebody asks for them.',
    first: before === null ? undefined : addressWith(params, null),
    next: more ? addressWith(params, encodeCursor({ time: last.createdAt, id: last.id })) : undefined,
    details: { count: leads.filter(({ reachable }) => reachable).length, open: details },
    sections: [
      {
        id: 'leads',
        title: 'The list',
        ...(found.count !== undefined && { figures: [matchFigure(found.count)] }),
        table: leadTable(leads, details),
      },
    ],
  } satisfies PageView
}

function matchFigure(count: number) {
  return {
    id: 'matching',
    label: 'Leads that match',
    ...capped(count, COUNTED),
    definition: 'Completed assessments to which every filter above applies; with none, all of them.',
  }
}

function addressWith(params: URLSearchParams, before: string | null): string {
  const next = new URLSearchParams(params)
  next.delete('done')
  next.delete('before')
  if (before !== null) next.set('before', before)
  const query = next.toString()
  return query === '' ? PATH : `${PATH}?${query}`
}

function leadTable(leads: readonly LeadRow[], details: boolean): Table {
  const fields = details ? CONTACT_FIELD_NAMES : []
  return {
    caption: 'Leads',
    columns: [
      { id: 'id', label: 'Assessment', kind: 'code' },
      { id: 'createdAt', label: 'Completed', kind: 'time' },
      { id: 'score', label: 'Score', kind: 'number' },
      { id: 'category', label: 'Category', kind: 'state' },
      { id: 'quality', label: 'Quality', kind: 'state' },
      { id: 'sync', label: 'CRM', kind: 'state' },
      { id: 'email', label: 'E-mail', kind: 'state' },
      ...fields.map((field) => ({ id: `contact_${field}`, label: CONTACT_FIELDS[field].label })),
    ],
    rows: leads.map((lead) => ({
      cells: {
        id: lead.id,
        createdAt: lead.createdAt.toISOString(),
        score: lead.totalScore,
        category: lead.scoreCategory,
        quality: lead.leadQuality,
        sync: lead.syncStatus,
        email: lead.emailStatus,
        ...Object.fromEntries(fields.map((field) => [`contact_${field}`, lead.contact?.[field] ?? null])),
      },
      href: `${PATH}/${lead.id}`,
      tone: lead.syncStatus === 'failed' ? 'bad' : undefined,
    })),
    empty: 'No lead matches. Take a filter away.',
  }
}

const words = (value: string) => ({ value, label: value.replaceAll('_', ' ') })

const FIELDS: Record<LeadFilterName, Omit<FilterField, 'name' | 'value'>> = {
  quality: { label: 'Quality', kind: 'select', options: LEAD_QUALITIES.map(words) },
  category: { label: 'Category', kind: 'select', options: CATEGORY_IDS.map(words) },
  least: { label: 'Score from', kind: 'number' },
  most: { label: 'Score to', kind: 'number' },
  from: { label: 'From day (UTC)', kind: 'date' },
  to: { label: 'To day (UTC)', kind: 'date' },
  sync: { label: 'CRM', kind: 'select', options: SYNC_STATES.map(words) },
  email: { label: 'E-mail', kind: 'select', options: DELIVERY_STATES.map(words) },
  source: { label: 'Source', kind: 'text' },
  campaign: { label: 'Campaign', kind: 'text' },
  scorecard: { label: 'Scorecard', kind: 'select', options: SCORECARD_OPTIONS },
  version: { label: 'Quiz version', kind: 'text' },
  traffic: { label: 'Whose visit', kind: 'select', options: TRAFFIC_KINDS.map(words) },
  cause: { label: 'Cause in the CRM', kind: 'text' },
}

/** As they were given, so that somebody can correct them. */
function fieldsOf(params: URLSearchParams): FilterField[] {
  return (Object.keys(FIELDS) as LeadFilterName[]).map((name) => ({
    name,
    ...FIELDS[name],
    value: shown(params, name),
  }))
}
