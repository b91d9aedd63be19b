import type { FaultOwner } from '#app/domain/fault-owner.ts'
import type { PauseReason } from '#app/domain/pause.ts'

interface FailureKind {
  owner: FaultOwner
  /** at the first record that meets it; otherwise once several have, in a row */
  pauses?: PauseReason
}

/** Whose fault each kind of failure is. What HubSpot has to answer for which kind: `ANSWERS` in answer-kind.ts. */
export const FAILURE_KINDS = {
  // Nothing but these may end a row.
  invalid_email: { owner: 'record' },
  address_forgotten: { owner: 'record' },
  no_contact_consent: { owner: 'record' },
  draft: { owner: 'record' },
  nothing_found: { owner: 'record' },
  other_contact: { owner: 'record' },

  authentication: { owner: 'account', pauses: 'authentication' },
  scope: { owner: 'account', pauses: 'scope' },
  daily_limit: { owner: 'account', pauses: 'daily_limit' },
  property_missing: { owner: 'account', pauses: 'portal_settings' },
  property_read_only: { owner: 'account', pauses: 'portal_settings' },
  required_property_missing: { owner: 'account', pauses: 'portal_settings' },
  pipeline_unknown: { owner: 'account', pauses: 'portal_settings' },
  storage_full: { owner: 'account', pauses: 'portal_settings' },
  // Made by the account for some leads: those that come after may pass.
  duplicate_rule: { owner: 'account' },
  // All are free text or values of our own, so that it is what the portal made of the property.
  invalid_value: { owner: 'account' },

  conflict: { owner: 'provider' },
  refused: { owner: 'provider' },
  foreign_answer: { owner: 'provider' },
  no_result: { owner: 'provider' },
  burst_limit: { owner: 'provider' },
  locked: { owner: 'provider' },
  migrating: { owner: 'provider', pauses: 'migrating' },
  server_error: { owner: 'provider' },
  unroutable: { owner: 'provider' },
  unexpected_status: { owner: 'provider' },
  network: { owner: 'provider' },
  timeout: { owner: 'provider' },
  unreadable_answer: { owner: 'provider' },

  payload_invalid: { owner: 'provider' },
  interrupted: { owner: 'provider' },
  unknown: { owner: 'provider' },
} satisfies Record<string, FailureKind>

export type SyncErrorKind = keyof typeof FAILURE_KINDS

export function failureKind(kind: SyncErrorKind): FailureKind {
  return FAILURE_KINDS[kind]
}

export function isFailureKind(kind: string): kind is SyncErrorKind {
  return Object.hasOwn(FAILURE_KINDS, kind)
}
