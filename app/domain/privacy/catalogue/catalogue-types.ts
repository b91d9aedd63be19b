import { type ContactField, mapContactFields } from '#app/domain/lead/contact.ts'

/**
 * - `personal`: tells who somebody is, or is a person's own words
 * - `pseudonymous`: leads to a person only together with something kept elsewhere (a key, the CRM, a browser's cookie)
 * - `none`: says nothing about a person by itself
 */
export type Classification = 'personal' | 'pseudonymous' | 'none'

/**
 * What becomes of a value:
 * - `cleared`: the scrub empties it once the retention is over
 * - `row_deleted`: the whole row is deleted, at the latest when the retention is over
 * - `kept`: it stays. Never for personal data: the check refuses it.
 */
export type Removal = 'cleared' | 'row_deleted' | 'kept'

export interface ColumnEntry {
  class: Classification
  removal: Removal
  /** The name that the notice gives it; columns with the same name are one line there. Left out of the notice if none. */
  label?: string
  /** Not part of an export: it opens something, or belongs to the machinery. */
  secret?: true
  /** JSON columns: what may stand in them, by path (`email`, `scoreBreakdown.governance`, `*` for any key). */
  paths?: Readonly<Record<string, ColumnEntry>>
}

/** How rows are found by a person's address. */
export type PersonLink =
  /** the column that holds the address */
  | { by: 'address'; column: string }
  /** the column that holds the id of one of the person's assessments */
  | { by: 'assessment'; column: string }
  /** the column that holds a keyed hash of the address */
  | { by: 'hash'; column: string }
  /** not by an address at all */
  | { by: 'none' }

export interface TableEntry {
  /** What a row is, in the notice's words. */
  title: string
  /** What it is for. */
  purpose: string
  /** When it goes, in the notice's words; `{days}` is the retention. */
  until: string
  /** Left out of the notice: nothing in it is about a person. */
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

/** Kept with the row and about nobody. */
export const plain = (label?: string, details: Details = {}): ColumnEntry => ({
  class: 'none',
  removal: 'kept',
  ...(label !== undefined && { label }),
  ...details,
})

/** The contact fields, each by its name. */
export function contactEntries(entryOf: (label: string) => ColumnEntry): Record<ContactField, ColumnEntry> {
  return mapContactFields((_, { noun }) => entryOf(noun.charAt(0).toUpperCase() + noun.slice(1)))
}
