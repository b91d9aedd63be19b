import type { TableEntry } from './retention-catalogue.ts'

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

const NOTES = [
  'Values that would open something of yours, such as the secret part of links, are left out.',
  'If you agreed to be contacted, our customer database holds your contact details, your scores and the date as well.',
]

/**
 * Makes the export from whole rows: every column that the catalogue does not call secret is in it, also those that are
 * added later.
 * @param rows from the tables of the catalogue, whole
 */
export function personExport(
  catalogue: Readonly<Record<string, TableEntry>>,
  rows: readonly { table: string; row: Readonly<Record<string, unknown>> }[],
  { email, now, retentionDays }: { email: string; now: Date; retentionDays: number },
): PersonExport {
  return {
    product: 'AI Readiness Scorecard',
    exportedAt: now.toISOString(),
    email,
    records: rows.flatMap(({ table, row }) => {
      const entry = catalogue[table]
      if (!entry) return []
      const data = Object.fromEntries(
        Object.entries(row)
          .filter(([column]) => !entry.columns[column]?.secret)
          .map(([column, value]) => [column, withoutSecrets(entry.columns[column]?.paths, value)]),
      )
      const until = entry.until.replace('{days}', String(retentionDays))
      return [{ what: entry.title, purpose: entry.purpose, until, data }]
    }),
    notes: NOTES,
  }
}

function withoutSecrets(
  paths: Readonly<Record<string, { secret?: true }>> | undefined,
  value: unknown,
): unknown {
  if (!paths || value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => !paths[key]?.secret))
}
