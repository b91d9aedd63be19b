import type { ClaimedFollowUp, FollowUpSettlement } from '#app/data/hubspot/follow-ups.server.ts'
import { postpone } from '#app/data/queue-outcomes.server.ts'
import { type SyncError, encodeSyncError } from '#app/domain/crm/failure.ts'
import { FOLLOW_UP_OPERATIONS } from '#app/domain/hubspot/follow-up.ts'
import { MINUTE } from '#app/domain/duration.ts'
import type { SyncContext } from './sync-context.server.ts'

/** A call that broke off may still be carried out: nobody looks for what it made before that. */
export const LANDED_AFTER_SECONDS = 2 * MINUTE

/** How a follow-up is settled, by what became of it. */
export const followUpSettlement = {
  done: (row: ClaimedFollowUp, noteId: string | null): FollowUpSettlement => ({
    row,
    outcome: { result: 'completed' },
    extra: { noteId },
  }),

  /** No run takes it up again. */
  leftOut: (row: ClaimedFollowUp, error: SyncError): FollowUpSettlement => ({
    row,
    outcome: { result: 'dead', error: encodeSyncError(error) },
    extra: { noteId: null },
  }),

  /** HubSpot has not done it. */
  failed: ({ random }: SyncContext, row: ClaimedFollowUp, error: SyncError): FollowUpSettlement => ({
    row,
    outcome: postpone(row, encodeSyncError(error), random()),
    extra: { noteId: null },
  }),

  /** Perhaps HubSpot has done it. */
  unknown: ({ random }: SyncContext, row: ClaimedFollowUp, error: SyncError): FollowUpSettlement => {
    const { nextDelaySeconds, waitSeconds } = postpone(row, '', random()) as Extract<
      FollowUpSettlement['outcome'],
      { result: 'postponed' }
    >
    const outcome = {
      result: 'postponed',
      error: encodeSyncError(error),
      waitSeconds: Math.max(waitSeconds, LANDED_AFTER_SECONDS),
      nextDelaySeconds,
    } as const
    return { row, outcome, extra: { noteId: null } }
  },

  /** The run or the operation stopped. */
  untried: ({ run }: SyncContext, row: ClaimedFollowUp, sent: boolean): FollowUpSettlement => ({
    row,
    outcome: {
      result: 'released',
      waitSeconds: Math.max(run.retryAfterSeconds, sent ? LANDED_AFTER_SECONDS : 0),
      error: run.stopError(FOLLOW_UP_OPERATIONS[row.kind]),
    },
    extra: { noteId: null },
  }),

  notAllowed: (row: ClaimedFollowUp): FollowUpSettlement => ({
    row,
    outcome: { result: 'cancelled' },
    extra: { noteId: null },
  }),
}
