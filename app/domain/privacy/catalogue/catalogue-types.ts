import { type ContactField, mapContactFields } from '#app/domain/lead/contact.ts'

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
  /** The notice's name for it. Columns with the same name are one line there; those without one are left out. */
  label?: string
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
  title: string
  purpose: string
  /** `{days}` is the retention. */
  until: string
  /** Nothing in it is about a person. */
  internal?: true
  person: readonly PersonLink[]
  columns: Readonly<Record<string, ColumnEntry>>
}

type Details = Pick<ColumnEntry, 'label' | 'secret' | 'paths'>

export const cleared = (label: string, details: Details = {}): ColumnEntry => ({
  class: 'personal',
  removal: 'cleared',
  label,
  ...details,
})

export const deleted = (label: string, details: Details = {}): ColumnEntry => ({
  class: 'personal',
  removal: 'row_deleted',
  label,
  ...details,
})

export const pseudonymous = (label: string, removal: Removal, details: Details = {}): ColumnEntry => ({
  class: 'pseudonymous',
  removal,
  label,
  ...details,
})

export const plain = (label?: string, details: Details = {}): ColumnEntry => ({
  class: 'none',
  removal: 'kept',
  ...(label !== undefined && { label }),
  ...details,
})

export function contactEntries(entryOf: (label: string) => ColumnEntry): Record<ContactField, ColumnEntry> {
  return mapContactFields((_, { noun }) => entryOf(noun.charAt(0).toUpperCase() + noun.slice(1)))
}
