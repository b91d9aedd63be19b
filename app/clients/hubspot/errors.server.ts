import { type SyncError, cleanSyncError, encodeSyncError } from '#app/domain/hubspot/failure.ts'

/** One subclass for each condition that is treated differently. Nothing of HubSpot's texts is kept. */
export abstract class HubspotError extends Error {
  readonly error: SyncError
  constructor(error: SyncError) {
    const kept = cleanSyncError(error)
    super(encodeSyncError(kept))
    this.error = kept
    this.name = new.target.name
  }
}

/** Nothing of the call was done, perhaps because of one or more of its inputs. */
export class RefusedError extends HubspotError {}

export class AuthenticationError extends HubspotError {}

export class ScopeError extends HubspotError {}

export class BurstLimitError extends HubspotError {
  constructor(
    error: SyncError,
    /** HubSpot does not promise a Retry-After here. */
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(error)
  }
}

/** Ends at midnight in the portal's time zone. */
export class DailyLimitError extends HubspotError {}

/** HubSpot locks a record for two seconds when it is written to too often. */
export class LockedError extends HubspotError {}

export class MigratingError extends HubspotError {
  constructor(
    error: SyncError,
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(error)
  }
}

/** The call may have taken effect. Upserts and associations are safe to send again. */
export class TransientError extends HubspotError {}

/** For example a page from a wrong base URL. */
export class UnknownHubspotError extends HubspotError {}

/** HubSpot itself says that it has no such record. */
export class NotFoundError extends UnknownHubspotError {}
