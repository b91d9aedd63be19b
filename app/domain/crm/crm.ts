import type { SyncError } from '#app/domain/hubspot/failure.ts'
import type { DealOutcome } from '#app/domain/outcomes/deal-outcome.ts'

/** What a setting chooses from; the first is the usual one. */
export const CRM_IDS = ['hubspot', 'salesforce'] as const
export type CrmId = (typeof CRM_IDS)[number]

/** What one batch call takes. */
export const BATCH_LIMIT = 100

export type ObjectType = 'contacts' | 'deals'

/** Under the names of the contract, which are HubSpot's (hubspot/mapping.ts): an adapter translates them. */
export type Values = Record<string, string>

/** A record as the CRM has it. A merged one answers under the id of the one that it was merged into. */
export interface CrmRecord {
  id: string
  properties: Record<string, string | null>
}

export interface UpsertInput {
  /** value of the unique property, in lower case where it is an e-mail address */
  key: string
  /** unique within the call: with one on every input, the valid ones are written and the others reported */
  traceId: string
  properties: Values
}

export interface UpsertAnswer {
  /** in any order; the trace id may be missing */
  results: { id: string; properties: CrmRecord['properties']; traceId?: string | undefined }[]
  /** a failure without trace ids could be any input's */
  failures: { traceIds: string[]; error: SyncError }[]
}

export interface AssociatedPair {
  dealId: string
  contactId: string
}

export interface NewNote {
  /** HTML */
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
 * All that the lead pipeline needs of a CRM. A method counts as one call, ends within `TIMEOUTS.crmCallMs`, is safe to repeat
 * unless it says otherwise, and throws a {@link CrmError} subclass that tells whom the failure concerns. How another one is
 * written: docs/crm.md.
 */
export interface Crm {
  readonly id: CrmId
  /** when what the account may call in a day starts anew: at its midnight, or little by little */
  readonly dailyLimit: 'midnight' | 'rolling'

  /** Writes what is there, and makes what is not: never two of one key. */
  upsert(type: ObjectType, idProperty: string, inputs: readonly UpsertInput[]): Promise<UpsertAnswer>
  /** As `upsert`, but a record that has the key is a conflict, and stays as it is. */
  create(type: ObjectType, idProperty: string, inputs: readonly UpsertInput[]): Promise<UpsertAnswer>
  update(type: ObjectType, id: string, properties: Values): Promise<void>

  /** Records that do not exist are not in the answer. */
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
  ): Promise<{ found: CrmRecord[]; missing: ReadonlySet<string> }>
  /** By its id, or by a unique property; null when the CRM says that there is none. */
  find(
    type: ObjectType,
    key: string,
    options: { by?: string; wanted: readonly string[] },
  ): Promise<CrmRecord | null>
  /** Contacts that have an address as their first or a further one. An index may know of a write only seconds later. */
  searchContacts(address: string, wanted: readonly string[]): Promise<CrmRecord[]>

  associate(
    pairs: readonly AssociatedPair[],
  ): Promise<{ associated: AssociatedPair[]; failures: SyncError[] }>
  /** A contact that the CRM does not have has none. */
  associatedDeals(contactIds: readonly string[]): Promise<string[]>
  /** In any order; null: the CRM does not say. */
  readOutcomes(
    assessmentIds: readonly string[],
  ): Promise<{ assessmentId: string; outcome: DealOutcome | null }[]>

  /** For good, as far as the CRM can. @throws NotFoundError for a contact that is not there */
  eraseContact(id: string): Promise<void>
  /** Into the recycling bin. */
  archive(type: ObjectType, id: string): Promise<void>
  unsubscribe(address: string): Promise<void>
  isUnsubscribed(address: string): Promise<boolean>
  /** A repeat is another note. */
  createNote(note: NewNote): Promise<void>

  /** What it takes to say that the credentials are good. */
  account(): Promise<{ name: string; timeZone?: string | undefined }>
  listDealPipelines(): Promise<Pipeline[]>

  /** null: sales get no note, but what stands in the contact and the deal */
  readonly notes: CrmNotes | null
  /** null: who gets a lead is the CRM's own business */
  readonly owners: CrmOwners | null
}

export interface ContactNote {
  traceId: string
  contactId: string
  /** HTML */
  body: string
  at: Date
}

export interface NotesOfContacts {
  notes: { contactId: string; noteId: string }[]
  /** contacts that have more of them */
  incomplete: ReadonlySet<string>
}

/** Notes for sales, which can be found again. */
export interface CrmNotes {
  /** A repeat makes another note each. */
  createNotes(notes: readonly ContactNote[]): Promise<UpsertAnswer>
  notesOfContacts(contactIds: readonly string[]): Promise<NotesOfContacts>
  /** The bodies of notes, by their ids; what the CRM does not have is missing. */
  readNotes(ids: readonly string[]): Promise<Map<string, string>>
  updateNote(id: string, body: string): Promise<void>
  archiveNote(id: string): Promise<void>
}

export interface CrmOwners {
  /** By id; those that are missing from the answer were not written. */
  updateMany(
    type: ObjectType,
    inputs: readonly { id: string; traceId: string; properties: Values }[],
  ): Promise<UpsertAnswer>
}
