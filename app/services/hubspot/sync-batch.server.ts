import type { HubspotClient } from '#app/clients/hubspot/client.server.ts'
import { type LeadSettlement, readHeldLeads } from '#app/data/hubspot/claims.server.ts'
import { type Outcome, retryOrBury } from '#app/data/queue.server.ts'
import { type DealSettings, dealProperties, knownDealProperties } from '#app/domain/hubspot/mapping.ts'
import { encodeSyncError, type SyncError } from '#app/domain/hubspot/failure.ts'
import { associateDeals } from './associate-deals.server.ts'
import type { HubspotRun } from './run.server.ts'
import type { Lead, Person } from './group-leads.server.ts'
import { type StillWanted, upsertRecords } from './upsert-records.server.ts'

export interface SyncContext {
  hubspot: HubspotClient
  run: HubspotRun
  deal: DealSettings
  /** evenly distributed, 0 to 1 */
  random: () => number
}

/** A lead whose contact is in HubSpot and whose deal is not yet. */
export interface DealLead extends Lead {
  contactId: string
}

type Failure = { error: SyncError; permanent: boolean }

/**
 * Sends up to 100 people. Leads that want no more than a contact are done with it; the others go on to
 * {@link syncDeals}.
 */
export async function syncContacts(
  context: SyncContext,
  people: readonly Person[],
): Promise<{ settlements: LeadSettlement[]; deals: DealLead[] }> {
  const target = { type: 'contacts', idProperty: 'email', alternateKeys: 'hs_additional_emails' } as const
  const inputs = people.map(({ email, properties }) => ({ key: email, properties }))
  const stillWanted = whileHeld(new Map(people.map(({ email, leads }) => [email, leads])))
  const outcomes = await upsertRecords(context.hubspot, context.run, target, inputs, stillWanted)

  const settlements: LeadSettlement[] = []
  const deals: DealLead[] = []
  for (const { email, leads } of people) {
    const outcome = outcomes.get(email)
    for (const lead of leads) {
      if (outcome === undefined || 'error' in outcome) settlements.push(unfinished(context, lead, outcome))
      else if (lead.row.syncType === 'contact') settlements.push(settled(lead, outcome.id, null))
      else deals.push({ ...lead, contactId: outcome.id })
    }
  }
  return { settlements, deals }
}

/** Sends up to 100 deals and associates them with their contacts. */
export async function syncDeals(context: SyncContext, leads: readonly DealLead[]): Promise<LeadSettlement[]> {
  const { hubspot, run, deal } = context
  const target = { type: 'deals', idProperty: 'ai_assessment_id' } as const
  const whole = ({ payload }: Lead) => ({
    key: payload.assessmentId,
    properties: dealProperties(payload, deal),
  })
  const inputs = leads.map((lead) =>
    lead.row.knownDealId === null
      ? whole(lead)
      : { key: lead.payload.assessmentId, properties: knownDealProperties(lead.payload) },
  )
  const stillWanted = whileHeld(new Map(leads.map((lead) => [lead.payload.assessmentId, [lead]])))
  const outcomes = await upsertRecords(hubspot, run, target, inputs, stillWanted)
  // A known deal may be gone from HubSpot by now: it can only be made anew, with everything that a new one needs.
  const gone = leads.filter(({ row, payload }) => {
    const outcome = outcomes.get(payload.assessmentId)
    return row.knownDealId !== null && outcome && 'error' in outcome && outcome.permanent
  })
  gone.forEach(({ payload }) => outcomes.delete(payload.assessmentId))
  const anew = await upsertRecords(hubspot, run, target, gone.map(whole), stillWanted)
  anew.forEach((outcome, key) => outcomes.set(key, outcome))
  const made = leads.flatMap((lead) => {
    const outcome = outcomes.get(lead.payload.assessmentId)
    return outcome && 'id' in outcome ? [{ lead, dealId: outcome.id }] : []
  })
  const pairs = made.map(({ lead, dealId }) => ({ dealId, contactId: lead.contactId }))
  const associations = await associateDeals(hubspot, run, pairs)

  return leads.map((lead) => {
    const outcome = outcomes.get(lead.payload.assessmentId)
    if (outcome === undefined || 'error' in outcome) {
      return unfinished(context, lead, outcome, { contactId: lead.contactId, dealId: null })
    }
    const association = associations.get(outcome.id)
    const ids = { contactId: lead.contactId, dealId: outcome.id }
    return association === null
      ? settled(lead, ids.contactId, ids.dealId)
      : unfinished(context, lead, association, ids)
  })
}

/** Sends a record only while the run holds every lead behind it. */
function whileHeld(leadsOf: ReadonlyMap<string, readonly Lead[]>): StillWanted {
  return async (db, keys) => {
    const rows = (key: string) => (leadsOf.get(key) ?? []).map(({ row }) => row)
    const held = await readHeldLeads(db, keys.flatMap(rows))
    return new Set(keys.filter((key) => rows(key).every(({ id }) => held.has(id))))
  }
}

/** A lead that cannot be sent at all. */
export function buried(lead: Pick<Lead, 'row'>, kind: 'interrupted' | 'payload_invalid'): LeadSettlement {
  return {
    row: lead.row,
    outcome: { result: 'dead', error: encodeSyncError({ kind }) },
    extra: { contactId: null, dealId: null },
  }
}

function settled({ row }: Lead, contactId: string, dealId: string | null): LeadSettlement {
  return { row, outcome: { result: 'completed' }, extra: { contactId, dealId } }
}

/** @param failure undefined when the run stopped before the lead was tried: that costs it no attempt */
function unfinished(
  { run, random }: SyncContext,
  { row }: Lead,
  failure: Failure | undefined,
  extra: LeadSettlement['extra'] = { contactId: null, dealId: null },
): LeadSettlement {
  return { row, outcome: outcomeOf(), extra }

  function outcomeOf(): Outcome {
    if (!failure) return { result: 'released', waitSeconds: run.retryAfterSeconds, error: run.stopError }
    const error = encodeSyncError(failure.error)
    return failure.permanent ? { result: 'dead', error } : retryOrBury(row, error, random())
  }
}
