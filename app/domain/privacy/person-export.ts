import { consentText } from '#app/domain/lead/consent.ts'
import type { TableEntry } from './catalogue/retention-catalogue.ts'

/** The file that a person gets, in the words of the notice. */
export interface PersonExport {
  product: string
  exportedAt: string
  email: string
  records: {
    what: string
    purpose: string
    until: string
    /** by column; times are ISO 8601 */
    data: Record<string, unknown>
  }[]
  notes: string[]
}

const SECRETS_NOTE =
  'Values that would give access to something of yours, such as the secret part of links, are left out.'
const CUSTOMER_DATABASE = {
  what: 'Your contact in our customer database',
  purpose: 'So that the people who contact you know who they are talking to.',
  until: 'When you ask us to erase it, or when our business with you has ended',
}
const UNAVAILABLE_NOTE =
  'Our customer database did not answer. It may hold your contact details and scores too: please ask again later.'

const REPLACED_NOTE =
  'This address was replaced by another in one of our results. What that result holds goes to its present address alone: ask for it from there. If you erase or withdraw from this address, it counts for that result too.'

export interface ExportFacts {
  email: string
  now: Date
  retentionDays: number
  /** null when the customer database could not be asked */
  contacts: readonly Record<string, string>[] | null
  /** whether a result has another address now, whose owner may be somebody else */
  replaced: boolean
}

/** Takes whole rows: every column that is not secret is exported, also those that are added later. */
export function personExport(
  catalogue: Readonly<Record<string, TableEntry>>,
  rows: readonly { table: string; row: Readonly<Record<string, unknown>> }[],
  { email, now, retentionDays, contacts, replaced }: ExportFacts,
): PersonExport {
  const held = rows.flatMap(({ table, row }) => {
    const entry = catalogue[table]
    return entry ? [makeRecord(entry, row, retentionDays)] : []
  })
  return {
    product: 'AI Readiness Scorecard',
    exportedAt: now.toISOString(),
    email,
    records: [...held, ...(contacts ?? []).map((data) => ({ ...CUSTOMER_DATABASE, data }))],
    notes: [SECRETS_NOTE, ...(contacts ? [] : [UNAVAILABLE_NOTE]), ...(replaced ? [REPLACED_NOTE] : [])],
  }
}

function makeRecord(
  { title, purpose, until, columns }: TableEntry,
  row: Readonly<Record<string, unknown>>,
  retentionDays: number,
): PersonExport['records'][number] {
  const data = Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => !columns[column]?.secret)
      .map(([column, value]) => [column, withoutSecrets(columns[column]?.paths, value)]),
  )
  const { consentTextVersion: version } = row
  const agreedTo = typeof version === 'string' ? consentText(version) : undefined
  return {
    what: title,
    purpose,
    until: until.replace('{days}', String(retentionDays)),
    // The text that was shown then, whatever is shown today.
    data: agreedTo ? { ...data, consentText: agreedTo.text } : data,
  }
}

function withoutSecrets(
  paths: Readonly<Record<string, { secret?: true }>> | undefined,
  value: unknown,
): unknown {
  if (!paths || value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => !paths[key]?.secret))
}
