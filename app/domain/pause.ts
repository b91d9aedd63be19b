import { PAUSING_FAILURES } from './mail/failure.ts'
import { RECEIVER_CONDITIONS } from './webhook/failure.ts'

/** The kinds of call to HubSpot, each of which can be paused by itself. */
export const HUBSPOT_OPERATIONS = [
  'contacts',
  'deals',
  'associations',
  'reads',
  'erasures',
  'marks',
  'notes',
  'forms',
  'owners',
] as const
export type HubspotOperation = (typeof HUBSPOT_OPERATIONS)[number]

/** What may be left out: no promise hangs on it. */
export const OPTIONAL_OPERATIONS: readonly Operation[] = ['notes', 'forms', 'owners']

/** Everything that can be paused by itself, beside each receiver of webhooks. */
export const OPERATIONS = [...HUBSPOT_OPERATIONS, 'mail'] as const
export type WebhookOperation = `webhook:${string}`
export type Operation = (typeof OPERATIONS)[number] | WebhookOperation

export function isOperation(value: unknown): value is Operation {
  return (
    typeof value === 'string' && (value.startsWith('webhook:') || OPERATIONS.some((known) => known === value))
  )
}

const HUBSPOT_REASONS = [
  // of the portal as a whole
  'authentication',
  'daily_limit',
  'migrating',
  'unavailable',
  'scope',
  'portal_settings',
  'failing',
] as const

/** What a call of another kind tells the end of as well. */
export const PORTAL_WIDE_REASONS: readonly PauseReason[] = [
  'authentication',
  'daily_limit',
  'migrating',
  'unavailable',
]

/** Somebody has paused it on /ops: it ends when somebody resumes it, whatever works meanwhile. */
export const BY_OPERATOR = 'operator'

/** What pauses an operation for everybody: conditions of an account or a service, never of one record. */
export const PAUSE_REASONS = [
  BY_OPERATOR,
  ...HUBSPOT_REASONS,
  ...PAUSING_FAILURES,
  ...RECEIVER_CONDITIONS,
] as const
export type PauseReason = (typeof PAUSE_REASONS)[number]

/** Why somebody may pause an operation, in words. What is written freely might name a person. */
export const OPERATOR_REASONS = {
  maintenance: 'Work on the account or its settings',
  wrong_data: 'What arrives there is wrong',
  provider_trouble: 'The provider asked for it, or has trouble',
  privacy: 'A question of data protection',
  test: 'A test',
} as const
export type OperatorReason = keyof typeof OPERATOR_REASONS

/** @param evidence as stored with the pause */
export function explainOperatorPause(evidence: string): string {
  const known = Object.hasOwn(OPERATOR_REASONS, evidence)
    ? OPERATOR_REASONS[evidence as OperatorReason]
    : null
  return `Paused on /ops: ${known ?? 'for a reason that this release does not know'}. It waits until somebody resumes it there`
}
