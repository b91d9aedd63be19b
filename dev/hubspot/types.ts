import type { FaultSettings } from './faults.ts'
import type { LimitSettings, LimitState } from './limits.ts'
import type { CallRecord, CallTotals } from './calls.ts'

export type ObjectType = 'contacts' | 'deals'

export interface PropertyOption {
  label: string
  value: string
  displayOrder?: number
  hidden?: boolean
  description?: string
}

/** What `POST /crm/properties/.../{objectType}` takes. */
export interface PropertyCreate {
  name: string
  label: string
  groupName: string
  type: string
  fieldType: string
  description?: string
  options?: PropertyOption[]
  hasUniqueValue?: boolean
  hidden?: boolean
  formField?: boolean
  displayOrder?: number
}

export interface PropertyGroup {
  name: string
  label: string
  displayOrder?: number
}

/** Custom groups and properties to have from the start, as if `npm run hubspot:setup` had run. */
export type PortalDefinitions = Record<ObjectType, { groups: PropertyGroup[]; properties: PropertyCreate[] }>

export interface PipelineDefinition {
  id: string
  label: string
  stages: { id: string; label: string; probability: number; closed?: boolean }[]
}

/** A rule that an administrator can switch on in the portal; version 2026-09 and later enforce it on API writes. */
export interface RequiredProperty {
  objectType: ObjectType
  property: string
  /** Only when this other property has this value (MISSING_CONDITIONAL_REQUIRED_PROPERTY). */
  when?: { property: string; value: string }
}

/** A rule for the values of a property that an administrator has made. */
export interface ValueRule {
  property: string
  pattern: RegExp
  /** as HubSpot's own rule for letters: INVALID_ALPHA */
  code: string
}

/** A record as HubSpot keeps it: every value is a string. */
export interface CrmRecord {
  id: string
  properties: Record<string, string>
  createdAt: string
  updatedAt: string
}

/** A note in the timeline of contacts and deals. */
export interface Note {
  id: string
  body: string
  timestamp: string
  contacts: string[]
  deals: string[]
}

/** What a form was sent with. */
export interface Submission {
  formId: string
  email: string
  hutk: string | null
  pageUri: string | null
  pageName: string | null
  at: string
}

export interface Association {
  fromType: ObjectType
  fromId: string
  toType: ObjectType
  toId: string
  typeId: number
}

/** How the portal is and which of HubSpot's undocumented choices it makes. */
export interface PortalOptions {
  portalId: number
  timeZone: string
  /** Rules beyond `dealname`, `dealstage` and `pipeline`. */
  requiredProperties: RequiredProperty[]
  valueRules: ValueRule[]
  pipelines: PipelineDefinition[]
  /** Status of a batch write that partly failed. Live calls show 207; the 2026-09 description declares only 200. */
  partialStatus: 200 | 207
  /** Whether successes repeat `objectWriteTraceId`: the description says so, captured answers do not have it. */
  echoTraceIds: boolean
  /** Rows per pair in the answer to a default association: undocumented. */
  associationRows: 'one' | 'both'
  /** What an upsert by somebody's secondary address does: undocumented. `clash` and `conflict` are a 400 and a 409. */
  secondaryEmail: 'keep' | 'swap' | 'clash' | 'conflict'
  /** How a create names a value that another record has: in a sentence, or by a code. Both have been seen. */
  clashWords: 'sentence' | 'code'
  /** Whether a read by an address finds the contact that has it as a secondary one: undocumented. */
  readsBySecondaryEmail: boolean
  /** Whether trace ids on all inputs let the good ones through, as seen live; else one bad input refuses the batch. */
  partialWrites: boolean
  /** How long the search does not know of a write. */
  searchLagMs: number
  /** How long a new property cannot be read or written yet; 250 to 700 ms in a real portal. */
  propertyLagMs: number
  /** Custom properties an object type may have; ten in a free portal. */
  maxCustomProperties: number
  /** Ids of people who can own a record; null: any number will do. */
  owners: string[] | null
  /** Ids of the forms that can be submitted. */
  forms: string[]
  /** Addresses that no form takes. */
  blockedFormAddresses: string[]
}

export interface StandInOptions extends Partial<PortalOptions> {
  /** 0 takes any free port. */
  port: number
  /** The one token that is valid at start, with every scope. */
  token?: string
  limits?: Partial<LimitSettings>
  faults?: FaultSettings
  /** Start with `definitions` in place; otherwise only HubSpot's own properties exist. */
  provisioned?: boolean
  definitions?: PortalDefinitions
  /** Epoch milliseconds; drives limits, time stamps and timed faults, so that tests need no sleeps. */
  now?: () => number
  /** Of the shuffles and fractional faults. */
  seed?: number
  /** Calls kept for `calls()`; the totals count all. */
  callsKept?: number
  /** Gets each call once it is carried out, before it is answered. */
  onCall?: (call: CallRecord) => void
  /** Keep request bodies in `calls()`; off, as they hold personal data and take memory. */
  recordBodies?: boolean
}

export interface HubspotStandIn {
  port: number
  url: string
  token: string
  portalId: number
  contacts(): CrmRecord[]
  deals(): CrmRecord[]
  associations(): Association[]
  blocklist(): string[]
  notes(): Note[]
  submissions(): Submission[]
  /** Addresses that have opted out of every subscription. */
  unsubscribed(): string[]
  clearBlocklist(): void
  /** Sales have called, met or written to a contact. */
  noteContacted(id: string, at: Date): void
  /** The latest calls, oldest first. */
  calls(): CallRecord[]
  totals(): CallTotals
  /** Calls to something that HubSpot does not have, or that is not modelled here; tests assert that there are none. */
  unexpected(): CallRecord[]
  /** Replaces the faults in force; `{}` ends them all. What is held back is answered at once. */
  setFaults(faults: FaultSettings): void
  /** Changes the limits that are named. */
  setLimits(limits: Partial<LimitSettings>): void
  limits(): LimitState
  /** @param scopes granted; every scope when left out. */
  addToken(token: string, scopes?: string[]): void
  revokeToken(token: string): void
  provision(definitions: PortalDefinitions): void
  /** Everything as it was at start: records, definitions, tokens, limits, faults, calls. */
  reset(): void
  close(): Promise<void>
}
