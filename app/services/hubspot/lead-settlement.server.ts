import type { ClaimedLead, LeadSettlement } from '#app/data/hubspot/claims.server.ts'
import { retryOrBury } from '#app/data/queue.server.ts'
import { encodeSyncError } from '#app/domain/hubspot/failure.ts'
import type { SyncContext } from './sync-context.server.ts'
import type { RecordFailure } from './upsert-records.server.ts'

type RecordIds = LeadSettlement['extra']
const NO_IDS: RecordIds = { contactId: null, dealId: null }

/** How a lead is settled, by what became of it; with the ids of its records as far as they are known. */
export const leadSettlement = {
  synced: (row: ClaimedLead, extra: RecordIds): LeadSettlement => ({
    row,
    outcome: { result: 'completed' },
    extra,
  }),

  unsendable: (row: ClaimedLead, kind: 'interrupted' | 'payload_invalid'): LeadSettlement => ({
    row,
    outcome: { result: 'dead', error: encodeSyncError({ kind }) },
    extra: NO_IDS,
  }),

  /** The run stopped before it was through: that costs it no attempt. */
  untried: ({ run }: SyncContext, row: ClaimedLead, extra = NO_IDS): LeadSettlement => ({
    row,
    outcome: { result: 'released', waitSeconds: run.retryAfterSeconds, error: run.stopError },
    extra,
  }),

  failed: (
    { random }: SyncContext,
    row: ClaimedLead,
    { error, permanent }: RecordFailure,
    extra = NO_IDS,
  ): LeadSettlement => {
    const stored = encodeSyncError(error)
    const outcome = permanent
      ? ({ result: 'dead', error: stored } as const)
      : retryOrBury(row, stored, random())
    return { row, outcome, extra }
  },
}
