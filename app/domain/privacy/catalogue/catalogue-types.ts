import { type ContactField, mapContactFields } from '#app/domain/lead/contact.ts'
import type { ColumnName } from './names.ts'

/**
 * Personal tells who somebody is, or is their own words; pseudonymous leads to them only with something kept elsewhere,
 * such as a key, the CRM or a browser's cookie.
 */
export type Classification = 'personal' | 'pseudonymous' | 'none'

/** The scrub clears a value, or deletes its row, after the retention. The check refuses to keep anything personal. */
export type Removal = 'cleared' | 'row_deleted' | 'kept'

export interface ColumnEntry {
  class: Classification
  removal: Removal
  /** Those without one are left out of the notice. */
  name?: ColumnName
  /** Not exported: it opens something, or belongs to the machinery. */
  secret?: true
  /** For JSON: what may stand in it, by path (`scoreBreakdown.governance`, `scoreBreakdown.*` and `*` for any key). */
  paths?: Readonly<Record<string, ColumnEntry>>
}

export type PersonLink =
  | { by: 'address'; column: string }
  | { by: 'assessment'; column: string }
  | { by: 'hash'; column: string }
  | { by: 'none' }

export interface TableEntry {
  /** Nothing in it is about a person. */
  internal?: true
  person: readonly PersonLink[]
  columns: Readonly<Record<string, ColumnEntry>>
}

type Details = Pick<ColumnEntry, 'name' | 'secret' | 'paths'>

export const cleared = (name: ColumnName, details: Details = {}): ColumnEntry => ({
  class: 'personal',
  removal: 'cleared',
  name,
  ...details,
})

export const deleted = (name: ColumnName, details: Details = {}): ColumnEntry => ({
  class: 'personal',
  removal: 'row_deleted',
  name,
  ...details,
})

export const pseudonymous = (name: ColumnName, removal: Removal, details: Details = {}): ColumnEntry => ({
  class: 'pseudonymous',
  removal,
  name,
  ...details,
})

export const plain = (name?: ColumnName, details: Details = {}): ColumnEntry => ({
  class: 'none',
  removal: 'kept',
  ...(name !== undefined && { name }),
  ...details,
})

export function contactEntries(
  entryOf: (name: ColumnName) => ColumnEntry,
): Record<ContactField, ColumnEntry> {
  return mapContactFields((field) => entryOf(field))
}
