import { consentText } from '#app/domain/lead/consent.ts'
import type { TableEntry } from './catalogue/retention-catalogue.ts'

/** The file that a person gets: all that is held on them, in the words of the notice. */
export interface PersonExport {
  product: string
  /** ISO 8601, UTC */
  exportedAt: string
  email: string
  records: {
    what: string
    purpose: string
    until: string
    /** values by the name of their column; times are ISO 8601 */
    data: Record<string, unknown>
  }[]
  notes: string[]
}

const SECRETS_NOTE =
  'Values that would open something of yours, such as the secret part of links, are left out.'
const CUSTOMER_DATABASE = {
  what: 'Your contact in our customer database',
  purpose: 'So that the people who contact you know whom they talk to.',
  until: 'When you ask for its erasure, or our business with you is over',
}
const UNAVAILABLE_NOTE =
  'Our customer database did not answer. It may hold your contact details and scores as well: ask again later.'

export interface ExportFacts {
  email: string
  now: Date
  retentionDays: number
  /** contacts in the customer database; null when it could not be asked */
  contacts: readonly Record<string, string>[] | null
}

/**
 * Makes the export from whole rows: every column that the catalogue does not call secret is in it, also those that are
 * added later.
 * @param rows from the tables of the catalogue, whole
 */
export function personExport(
  catalogue: Readonly<Record<string, TableEntry>>,
  rows: readonly { table: string; row: Readonly<Record<string, unknown>> }[],
  { email, now, retentionDays, contacts }: ExportFacts,
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
    notes: contacts ? [SECRETS_NOTE] : [SECRETS_NOTE, UNAVAILABLE_NOTE],
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
    // The very text that was shown then, whatever is shown today.
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
