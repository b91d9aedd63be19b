import {
  BurstLimitError,
  type CrmError,
  MigratingError,
  TransientError,
  UnknownAnswerError,
} from '#app/domain/crm/errors.ts'
import { failureKind } from '#app/domain/crm/failure-kinds.ts'
import { PORTAL_WIDE_REASONS, type PauseReason } from '#app/domain/pause.ts'

const BURST_WAIT_SECONDS = 10
/** What HubSpot may ask for at most: a wait comes from a header, and nobody looks at a sync that waits for days. */
const MAX_BURST_WAIT_SECONDS = 5 * 60
const MIGRATION_WAIT_SECONDS = 60
const MAX_MIGRATION_WAIT_SECONDS = 24 * 60 * 60

export type CallJudgement =
  | { kind: 'portal'; reason: PauseReason; seconds: number | null }
  | { kind: 'daily_limit' }
  | { kind: 'burst_limit'; seconds: number }
  | { kind: 'operation'; reason: PauseReason }
  /** HubSpot as a whole, the operation, or what it was sent: other calls tell */
  | { kind: 'out_of_reach' }
  /** one of the inputs, or the operation: other inputs tell */
  | { kind: 'inputs' }

/** Whom the failure of a whole call concerns, as far as that call alone can tell. */
export function judgeCall(error: CrmError): CallJudgement {
  const { kind } = error.error
  if (error instanceof MigratingError) {
    const seconds = error.retryAfterSeconds ?? MIGRATION_WAIT_SECONDS
    return { kind: 'portal', reason: 'migrating', seconds: Math.min(seconds, MAX_MIGRATION_WAIT_SECONDS) }
  }
  if (error instanceof BurstLimitError) {
    const seconds = error.retryAfterSeconds ?? BURST_WAIT_SECONDS
    return { kind: 'burst_limit', seconds: Math.min(seconds, MAX_BURST_WAIT_SECONDS) }
  }
  if (kind === 'daily_limit') return { kind }
  const reason = failureKind(kind).pauses
  if (reason === 'scope') return { kind: 'operation', reason }
  if (reason && PORTAL_WIDE_REASONS.includes(reason)) return { kind: 'portal', reason, seconds: null }
  const isNoAnswer = error instanceof TransientError || error instanceof UnknownAnswerError
  return { kind: isNoAnswer || kind === 'foreign_answer' ? 'out_of_reach' : 'inputs' }
}

/** Broken at once: worth another try in the same run. A call that timed out has already cost its ten seconds. */
export function isBrokenConnection(error: unknown): boolean {
  return error instanceof TransientError && error.error.kind !== 'timeout'
}
