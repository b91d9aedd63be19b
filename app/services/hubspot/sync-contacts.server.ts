import type { LeadSettlement } from '#app/data/hubspot/claims.server.ts'
import { adoptContacts } from './adopt-contacts.server.ts'
import { CONTACTS } from './contact-addresses.server.ts'
import type { Lead, Person } from './group-leads.server.ts'
import { leadSettlement } from './lead-settlement.server.ts'
import type { SyncContext } from './sync-context.server.ts'
import { upsertRecords } from './upsert-records.server.ts'
import { whileHeld } from './while-held.server.ts'

/** A lead whose contact is in HubSpot and whose deal is not yet. */
export interface DealLead extends Lead {
  contactId: string
}

/** @returns settlements of leads that are done or have failed, and the leads whose deals come next */
export async function syncContacts(
  context: SyncContext,
  people: readonly Person[],
): Promise<{ settlements: LeadSettlement[]; deals: DealLead[] }> {
  const { db, hubspot, run, callsAtOnce } = context
  const inputs = people.map(({ email, properties }) => ({ key: email, properties }))
  const stillWanted = whileHeld(db, new Map(people.map(({ email, leads }) => [email, leads])), callsAtOnce)
  const upserted = await upsertRecords(hubspot, run, CONTACTS, inputs, stillWanted)
  const outcomes = await adoptContacts(context, inputs, upserted, stillWanted)

  const settlements: LeadSettlement[] = []
  const deals: DealLead[] = []
  for (const { email, leads } of people) {
    const outcome = outcomes.get(email)
    for (const lead of leads) {
      const { row } = lead
      if (!outcome) settlements.push(leadSettlement.untried(context, row, 'contacts'))
      else if ('error' in outcome) settlements.push(leadSettlement.failed(context, row, outcome))
      else if (row.syncType !== 'contact') deals.push({ ...lead, contactId: outcome.id })
      else settlements.push(leadSettlement.synced(row, { contactId: outcome.id, dealId: null }))
    }
  }
  return { settlements, deals }
}
