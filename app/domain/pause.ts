import { PAUSING_FAILURES } from './mail/failure.ts'
import { RECEIVER_CONDITIONS } from './webhook/failure.ts'

/** The kinds of call to HubSpot, each of which can be paused by itself. */
export const HUBSPOT_OPERATIONS = ['contacts', 'deals', 'associations', 'reads', 'erasures', 'marks'] as const
export type HubspotOperation = (typeof HUBSPOT_OPERATIONS)[number]

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

/** What pauses an operation for everybody: conditions of an account or a service, never of one record. */
export const PAUSE_REASONS = [...HUBSPOT_REASONS, ...PAUSING_FAILURES, ...RECEIVER_CONDITIONS]
export type PauseReason = (typeof PAUSE_REASONS)[number]
