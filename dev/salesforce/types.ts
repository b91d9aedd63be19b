export type Row = Record<string, string | number | boolean | null>

export type ObjectName = 'Contact' | 'Opportunity' | 'OpportunityContactRole' | 'Task'

export interface FieldDefinition {
  required?: boolean
  /** in characters; unset: a number or a boolean */
  length?: number
  unique?: boolean
  externalId?: boolean
  isEmail?: boolean
  type?: 'number' | 'boolean' | 'date'
}

export interface ItemError {
  statusCode: string
  message: string
  fields: string[]
}

export type ItemAnswer = { id: string | null; success: boolean; errors: ItemError[] }

/** What goes wrong with requests, until it is taken away or its times are over. */
export const FAULTS = [
  'html_200',
  'empty_200',
  'html_403',
  'html_502',
  'server_503',
  'rate_429',
  'daily_limit',
  'concurrent_limit',
  'invalid_session',
  'no_permission',
  'login_refused',
  'drop_before',
  'drop_after',
  'error_after',
  'silent',
  'item_locked',
  'item_duplicate_rule',
  'item_invalid_email',
  'item_unknown',
  'last_item_no_access',
] as const
export type FaultKind = (typeof FAULTS)[number]

export interface FaultRule {
  kind: FaultKind
  /** part of `METHOD /path`; unset: any */
  match?: string
  /** unset: until it is taken away */
  times?: number
  /** so many requests that match pass first */
  after?: number
}

export interface LoggedCall {
  method: string
  path: string
  status: number
  fault?: FaultKind
}

export interface SalesforceStandIn {
  port: number
  url: string
  clientId: string
  clientSecret: string
  contacts(): Row[]
  opportunities(): Row[]
  roles(): Row[]
  tasks(): Row[]
  /** what is in the recycling bin */
  deleted(): Row[]
  calls(): LoggedCall[]
  /** what the stand-in does not know */
  unexpected(): LoggedCall[]
  setFaults(rules: FaultRule[]): void
  /** the tokens that were given out hold no more */
  endSessions(): void
  /** a field that nobody has made, or that is as told */
  define(object: ObjectName, field: string, definition: FieldDefinition | null): void
  /** as somebody in sales would */
  insert(object: ObjectName, row: Row): string
  change(object: ObjectName, id: string, row: Row): void
  merge(master: string, other: string): void
  remove(object: ObjectName, id: string): void
  reset(): void
  close(): Promise<void>
}
