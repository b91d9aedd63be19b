import type { ClaimedLead, LeadSettlement } from '#app/data/hubspot/claims.server.ts'
import { postpone } from '#app/data/queue-outcomes.server.ts'
import { NO_CONTACT_CONSENT, encodeSyncError, faultOwner } from '#app/domain/crm/failure.ts'
import type { SyncContext } from './sync-context.server.ts'
import type { HubspotOperation } from '#app/domain/pause.ts'
import type { RecordFailure } from './send-batch.server.ts'

type RecordIds = LeadSettlement['extra']
const NO_IDS: RecordIds = { contactId: null, dealId: null }

/** How a lead is settled, by what became of it; with the ids of its records as far as they are known. */
export const leadSettlement = {
  synced: (row: ClaimedLead, extra: RecordIds): LeadSettlement => ({
    row,
    outcome: { result: 'completed' },
    extra,
  }),

  /** The person has not agreed to be contacted, or no longer does. */
  notAllowed: (row: ClaimedLead): LeadSettlement => ({
    row,
    outcome: { result: 'cancelled', error: NO_CONTACT_CONSENT },
    extra: NO_IDS,
  }),

  /** Never sent: another release may know the payload, and a run may be cut off by whatever else it did. */
  unsendable: (
    { random }: SyncContext,
    row: ClaimedLead,
    kind: 'interrupted' | 'payload_invalid',
  ): LeadSettlement => ({
    row,
    outcome: postpone(row, encodeSyncError({ kind }), random()),
    extra: NO_IDS,
  }),

  /** The run or the operation stopped before it was through: that costs it no attempt. */
  untried: (
    { run }: SyncContext,
    row: ClaimedLead,
    operation: HubspotOperation,
    extra = NO_IDS,
  ): LeadSettlement => ({
    row,
    outcome: { result: 'released', waitSeconds: run.retryAfterSeconds, error: run.stopError(operation) },
    extra,
  }),

  failed: (
    { random }: SyncContext,
    row: ClaimedLead,
    { error }: RecordFailure,
    extra = NO_IDS,
  ): LeadSettlement => {
    const stored = encodeSyncError(error)
    const outcome =
      faultOwner(error) === 'record'
        ? ({ result: 'dead', error: stored } as const)
        : postpone(row, stored, random())
    return { row, outcome, extra }
  },
}
