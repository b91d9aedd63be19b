import {
  AuthenticationError,
  BurstLimitError,
  DailyLimitError,
  type HubspotError,
  MigratingError,
  ScopeError,
  TransientError,
  UnknownHubspotError,
} from '#app/clients/hubspot/client.server.ts'
import type { PauseReason } from '#app/domain/pause.ts'

const BURST_WAIT_SECONDS = 10
/** What HubSpot may ask for at most: a wait comes from a header, and nobody looks at a sync that waits for days. */
const MAX_BURST_WAIT_SECONDS = 5 * 60
const MIGRATION_WAIT_SECONDS = 60
const MAX_MIGRATION_WAIT_SECONDS = 24 * 60 * 60

export type Judgement =
  /** everybody who makes such a call; `seconds`: as in `pauseOperation` */
  | { kind: 'pause'; reason: PauseReason; seconds: number | null }
  | { kind: 'daily_limit' }
  | { kind: 'burst_limit'; seconds: number }
  /** HubSpot as a whole, or this one call: another one tells */
  | { kind: 'out_of_reach' }
  | { kind: 'record' }

export function judgeFailure(error: HubspotError): Judgement {
  if (error instanceof AuthenticationError) return { kind: 'pause', reason: 'authentication', seconds: null }
  if (error instanceof ScopeError) return { kind: 'pause', reason: 'scope', seconds: null }
  if (error instanceof DailyLimitError) return { kind: 'daily_limit' }
  if (error instanceof MigratingError) {
    const seconds = error.retryAfterSeconds ?? MIGRATION_WAIT_SECONDS
    return { kind: 'pause', reason: 'migrating', seconds: Math.min(seconds, MAX_MIGRATION_WAIT_SECONDS) }
  }
  if (error instanceof BurstLimitError) {
    const seconds = error.retryAfterSeconds ?? BURST_WAIT_SECONDS
    return { kind: 'burst_limit', seconds: Math.min(seconds, MAX_BURST_WAIT_SECONDS) }
  }
  // No answer of the API that was called: it may be away, or somewhere else.
  if (error instanceof TransientError || error instanceof UnknownHubspotError) return { kind: 'out_of_reach' }
  return { kind: 'record' }
}
