import type { LeadSettlement } from '#app/data/hubspot/claims.server.ts'
import { associateDeals } from './associate-deals.server.ts'
import { DEALS, DealRecords } from './deal-records.server.ts'
import { leadSettlement } from './lead-settlement.server.ts'
import { RunStopped } from './run.server.ts'
import type { DealLead } from './sync-contacts.server.ts'
import type { SyncContext } from './sync-context.server.ts'
import type { RecordOutcome } from './send-batch.server.ts'
import { type StillWanted, upsertRecords } from './upsert-records.server.ts'
import { whileHeld } from './while-held.server.ts'

export async function syncDeals(context: SyncContext, leads: readonly DealLead[]): Promise<LeadSettlement[]> {
  const { crm, run } = context
  const records = new DealRecords(context, leads)
  const outcomes = await upsertDeals(context, leads, records)
  const pairs = leads.flatMap(({ payload, contactId }) => {
    const outcome = outcomes.get(payload.assessmentId)
    return outcome && 'id' in outcome ? [{ dealId: outcome.id, contactId }] : []
  })
  const associations = await associateDeals(crm, run, pairs)

  return leads.map(({ row, payload, contactId }) => {
    const outcome = outcomes.get(payload.assessmentId)
    const known = { contactId, dealId: records.ids.get(payload.assessmentId) ?? null }
    if (!outcome) return leadSettlement.untried(context, row, 'deals', known)
    if ('error' in outcome) return leadSettlement.failed(context, row, outcome, known)
    const ids = { contactId, dealId: outcome.id }
    const association = associations.get(outcome.id)
    if (!association) return leadSettlement.untried(context, row, 'associations', ids)
    if ('error' in association) return leadSettlement.failed(context, row, association, ids)
    return leadSettlement.synced(row, ids)
  })
}

async function upsertDeals(
  context: SyncContext,
  leads: readonly DealLead[],
  records: DealRecords,
): Promise<Map<string, RecordOutcome>> {
  const stillWanted = whileHeld(context.db, new Map(leads.map((lead) => [lead.payload.assessmentId, [lead]])))
  const keys = leads.map(({ payload }) => payload.assessmentId)
  const outcomes = await send(context, keys, records, stillWanted)
  // One that went while it was being updated lacked what a new one needs.
  const before = new Set(records.ids.keys())
  const refused = keys.filter((key) => {
    const outcome = outcomes.get(key)
    const error = outcome && 'error' in outcome ? outcome.error : null
    return before.has(key) && error?.kind === 'required_property_missing'
  })
  records.noteClash(refused)
  const again = await send(context, refused, records, stillWanted)
  return new Map([...outcomes, ...again, ...records.failures, ...records.moved])
}

async function send(
  { crm, run }: SyncContext,
  keys: readonly string[],
  records: DealRecords,
  stillWanted: StillWanted,
): Promise<Map<string, RecordOutcome>> {
  try {
    const inputs = await records.prepare(keys)
    return await upsertRecords(crm, run, DEALS, inputs, stillWanted, records)
  } catch (error) {
    if (error instanceof RunStopped) return new Map()
    throw error
  }
}
