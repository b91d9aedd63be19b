import { type SyncError, cleanSyncError, encodeSyncError } from '#app/domain/crm/failure.ts'

/** One subclass for each condition that is treated differently. Nothing of the CRM's texts is kept. */
export abstract class CrmError extends Error {
  readonly error: SyncError
  constructor(error: SyncError) {
    const kept = cleanSyncError(error)
    super(encodeSyncError(kept))
    this.error = kept
    this.name = new.target.name
  }
}

/** Nothing of the call was done, perhaps because of one or more of its inputs. */
export class RefusedError extends CrmError {}

export class AuthenticationError extends CrmError {}

export class ScopeError extends CrmError {}

export class BurstLimitError extends CrmError {
  constructor(
    error: SyncError,
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(error)
  }
}

export class DailyLimitError extends CrmError {}

export class LockedError extends CrmError {}

export class MigratingError extends CrmError {
  constructor(
    error: SyncError,
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(error)
  }
}

/** The call may have taken effect. Upserts and associations are safe to send again. */
export class TransientError extends CrmError {}

export class UnknownAnswerError extends CrmError {}

export class NotFoundError extends UnknownAnswerError {}

const OWN_404 = /^json:.*message\+.*status/

/**
 * Whether the CRM itself has said that nothing of the call was done. What stands between answers whatever it likes, also once all
 * was done: where a repeat would be a second one, that proves nothing.
 */
export function isRefusal(error: CrmError): boolean {
  const { kind, status, answer } = error.error
  if (kind === 'foreign_answer') return false
  if (status === 404 && OWN_404.test(answer ?? '')) return true
  return !(error instanceof TransientError || error instanceof UnknownAnswerError)
}
