import type { LeadSettlement } from '#app/data/hubspot/claims.server.ts'
import { dealProperties, knownDealProperties } from '#app/domain/hubspot/mapping.ts'
import { associateDeals } from './associate-deals.server.ts'
import { leadSettlement } from './lead-settlement.server.ts'
import type { DealLead } from './sync-contacts.server.ts'
import type { SyncContext } from './sync-context.server.ts'
import type { RecordOutcome } from './send-batch.server.ts'
import { type RecordInput, upsertRecords } from './upsert-records.server.ts'
import { whileHeld } from './while-held.server.ts'

const DEALS = { type: 'deals', idProperty: 'ai_assessment_id' } as const

export async function syncDeals(context: SyncContext, leads: readonly DealLead[]): Promise<LeadSettlement[]> {
  const { hubspot, run } = context
  const outcomes = await upsertDeals(context, leads)
  const pairs = leads.flatMap(({ payload, contactId }) => {
    const outcome = outcomes.get(payload.assessmentId)
    return outcome && 'id' in outcome ? [{ dealId: outcome.id, contactId }] : []
  })
  const associations = await associateDeals(hubspot, run, pairs)

  return leads.map(({ row, payload, contactId }) => {
    const outcome = outcomes.get(payload.assessmentId)
    if (!outcome) return leadSettlement.untried(context, row, 'deals', { contactId, dealId: null })
    if ('error' in outcome) return leadSettlement.failed(context, row, outcome, { contactId, dealId: null })
    const ids = { contactId, dealId: outcome.id }
    const association = associations.get(outcome.id)
    if (!association) return leadSettlement.untried(context, row, 'associations', ids)
    if ('error' in association) return leadSettlement.failed(context, row, association, ids)
    return leadSettlement.synced(row, ids)
  })
}

/** A deal that HubSpot has keeps what sales have made of it. Where it is gone, it is made once more, whole. */
async function upsertDeals(
  { db, hubspot, run, deal }: SyncContext,
  leads: readonly DealLead[],
): Promise<Map<string, RecordOutcome>> {
  const newDeal = ({ payload }: DealLead): RecordInput => ({
    key: payload.assessmentId,
    properties: dealProperties(payload, deal),
  })
  const knownDeal = ({ payload }: DealLead): RecordInput => ({
    key: payload.assessmentId,
    properties: knownDealProperties(payload),
    exists: true,
  })
  const inputs = leads.map((lead) => (lead.row.knownDealId === null ? newDeal(lead) : knownDeal(lead)))
  const stillWanted = whileHeld(db, new Map(leads.map((lead) => [lead.payload.assessmentId, [lead]])))
  const outcomes = await upsertRecords(hubspot, run, DEALS, inputs, stillWanted)

  const gone = leads.filter(({ row, payload }) => {
    const outcome = outcomes.get(payload.assessmentId)
    const error = outcome && 'error' in outcome ? outcome.error : null
    return row.knownDealId !== null && error?.kind === 'required_property_missing'
  })
  for (const { payload } of gone) outcomes.delete(payload.assessmentId)
  const remade = await upsertRecords(hubspot, run, DEALS, gone.map(newDeal), stillWanted)
  return new Map([...outcomes, ...remade])
}
