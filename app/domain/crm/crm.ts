import type { CrmId } from '#app/domain/crm-id.ts'
import type { SyncError } from '#app/domain/crm/failure.ts'
import type { DealOutcome } from '#app/domain/outcomes/deal-outcome.ts'

export const BATCH_LIMIT = 100

export type ObjectType = 'contacts' | 'deals'

/** Under the names of the contract, which are HubSpot's (hubspot/mapping.ts): an adapter translates them. */
export type Values = Record<string, string>

/** A merged one answers under the id of the one that it was merged into. */
export interface CrmRecord {
  id: string
  properties: Record<string, string | null>
}

export interface UpsertInput {
  key: string
  traceId: string
  properties: Values
}

export interface UpsertAnswer {
  results: {
    id: string
    properties: CrmRecord['properties']
    traceId?: string | undefined
    created?: boolean
  }[]
  failures: { traceIds: string[]; error: SyncError }[]
}

export interface AssociatedPair {
  dealId: string
  contactId: string
}

export interface NewNote {
  text: string
  at: Date
  on: { type: ObjectType; id: string }[]
}

export interface Pipeline {
  id: string
  label: string
  stages: { id: string; label: string }[]
}

/**
 * A method counts as one call, ends within `TIMEOUTS.crmCallMs`, and throws a {@link CrmError} subclass that tells whom the
 * failure concerns. Notes apart, each is safe to repeat (docs/crm.md).
 */
export interface Crm {
  readonly id: CrmId
  /** when what the account may call in a day starts anew: at its midnight, or little by little */
  readonly dailyLimit: 'midnight' | 'rolling'

  /** Never makes two of one key; for `create` one that is there is a conflict, and stays as it is. */
  upsert(type: ObjectType, idProperty: string, inputs: readonly UpsertInput[]): Promise<UpsertAnswer>
  create(type: ObjectType, idProperty: string, inputs: readonly UpsertInput[]): Promise<UpsertAnswer>
  update(type: ObjectType, id: string, properties: Values): Promise<void>

  read(
    type: ObjectType,
    idProperty: string,
    keys: readonly string[],
    wanted?: readonly string[],
  ): Promise<CrmRecord[]>
  /** `missing`: what the CRM says it does not have. What is in neither proves nothing. */
  lookUp(
    type: ObjectType,
    idProperty: string,
    keys: readonly string[],
    wanted?: readonly string[],
  ): Promise<{ found: CrmRecord[]; missing: ReadonlySet<string> }>
  find(
    type: ObjectType,
    key: string,
    options: { by?: string; wanted: readonly string[] },
  ): Promise<CrmRecord | null>
  /** Contacts that have an address as their first or a further one. An index may know of a write only seconds later. */
  searchContacts(address: string, wanted: readonly string[]): Promise<CrmRecord[]>

  /** Null: it cannot be asked for those whose last assessment is long ago. */
  readonly searchAged: SearchAged | null

  associate(
    pairs: readonly AssociatedPair[],
  ): Promise<{ associated: AssociatedPair[]; failures: SyncError[] }>
  associatedDeals(contacts: readonly AssociationsFrom[]): Promise<{ dealIds: string[] } & AssociationsPage>
  readOutcomes(
    assessmentIds: readonly string[],
  ): Promise<{ assessmentId: string; outcome: DealOutcome | null }[]>

  /** For good, as far as the CRM can. @throws NotFoundError for a contact that is not there */
  eraseContact(id: string, lackingProperties?: readonly string[]): Promise<void>
  archive(type: ObjectType, id: string): Promise<void>
  unsubscribe(address: string): Promise<void>
  isUnsubscribed(address: string): Promise<boolean>
  createNote(note: NewNote): Promise<void>

  account(): Promise<{ name: string; timeZone?: string | undefined }>
  listDealPipelines(): Promise<Pipeline[]>

  readonly notes: CrmNotes | null
  readonly owners: CrmOwners | null
}

/**
 * A page of contacts of which a date is before this day, `YYYY-MM-DD`, in the order of their ids. An index may know of a write only
 * seconds later. @param after the id that the page before has ended with @returns `total`: how many there are
 */
export type SearchAged = (
  asked: { date: string; day: string; after: string },
  wanted: readonly string[],
) => Promise<{ found: CrmRecord[]; total: number }>

export interface ContactNote {
  traceId: string
  contactId: string
  body: string
  at: Date
}

/** Whose associations are to be read, and where a page before has come to. */
export interface AssociationsFrom {
  id: string
  after?: string | undefined
}

export interface AssociationsPage {
  next: AssociationsFrom[]
}

export interface NotesOfContacts extends AssociationsPage {
  notes: { contactId: string; noteId: string }[]
}

export interface CrmNotes {
  createNotes(notes: readonly ContactNote[]): Promise<UpsertAnswer>
  notesOfContacts(contacts: readonly AssociationsFrom[]): Promise<NotesOfContacts>
  readNotes(ids: readonly string[]): Promise<Map<string, string>>
  updateNote(id: string, body: string): Promise<void>
  archiveNote(id: string): Promise<void>
}

export interface CrmOwners {
  updateMany(
    type: ObjectType,
    inputs: readonly { id: string; traceId: string; properties: Values }[],
  ): Promise<UpsertAnswer>
}
