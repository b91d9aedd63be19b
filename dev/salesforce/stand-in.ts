import type { FaultKind, FaultRule } from './faults.ts'
import type { FieldDefinition, ObjectName, Row } from './types.ts'

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
