import { type SyncError, cleanSyncError, encodeSyncError } from '#app/domain/hubspot/failure.ts'

/**
 * A call to HubSpot failed. One subclass for each condition that is treated differently; all that is kept of HubSpot's
 * answer is `error`, whose parts are from a closed vocabulary.
 */
export abstract class HubspotError extends Error {
  readonly error: SyncError
  constructor(error: SyncError) {
    const kept = cleanSyncError(error)
    super(encodeSyncError(kept))
    this.error = kept
    this.name = new.target.name
  }
}

/** HubSpot refused the call for one or more of its inputs and did none of it: split it, or give the record up. */
export class RefusedError extends HubspotError {}

/** The token is wrong, revoked or expired: nothing will work until it is replaced. */
export class AuthenticationError extends HubspotError {}

/** The token lacks a permission. */
export class ScopeError extends HubspotError {}

/** The ten-second limit of the app was reached. */
export class BurstLimitError extends HubspotError {
  constructor(
    error: SyncError,
    /** from Retry-After, which HubSpot does not promise here */
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(error)
  }
}

/** The portal's calls of the day are used up; they come back at its midnight. */
export class DailyLimitError extends HubspotError {}

/** A record is locked by many writes; the lock lasts two seconds. */
export class LockedError extends HubspotError {}

/** The portal is moving to another data centre. */
export class MigratingError extends HubspotError {
  constructor(
    error: SyncError,
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(error)
  }
}

/**
 * 5xx, a broken connection, no answer in time, or an answer that is not HubSpot's. Whether the call took effect is not
 * known; upserts and associations are safe to send again.
 */
export class TransientError extends HubspotError {}

/** Anything else, for example 404 from a wrong base URL. */
export class UnknownHubspotError extends HubspotError {}
