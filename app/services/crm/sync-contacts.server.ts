import type { LeadSettlement } from '#app/data/hubspot/claims.server.ts'
import { adoptContacts } from './adopt-contacts.server.ts'
import { CONTACTS } from './contact-addresses.server.ts'
import { fillContacts } from './fill-contacts.server.ts'
import type { WriteStage, Lead, Person } from './group-leads.server.ts'
import { leadSettlement } from './lead-settlement.server.ts'
import type { RecordOutcome } from './send-batch.server.ts'
import type { SyncContext } from './sync-context.server.ts'
import { type RecordInput, type StillWanted, upsertRecords } from './upsert-records.server.ts'
import { whileHeld } from './while-held.server.ts'

/** A lead whose contact is in HubSpot and whose deal is not yet. */
export interface DealLead extends Lead {
  contactId: string
}

export interface ContactResults {
  settlements: LeadSettlement[]
  deals: DealLead[]
  /** whose contact was to be created, and is there already or may be */
  existing: Lead[]
}

/** An unconfirmed address overwrites nothing: docs/decisions/0024. */
export async function syncContacts(
  context: SyncContext,
  stage: WriteStage,
  people: readonly Person[],
): Promise<ContactResults> {
  const { db, callsAtOnce } = context
  const inputs = people.map(({ email, properties }) => ({ key: email, properties }))
  const justClaimed = callsAtOnce && !people.some(({ leads }) => leads.some(({ clashed }) => clashed))
  const stillWanted = whileHeld(db, new Map(people.map(({ email, leads }) => [email, leads])), justClaimed)
  const { outcomes, clashed } = await SENDERS[stage](context, inputs, stillWanted)

  const results: ContactResults = { settlements: [], deals: [], existing: [] }
  for (const { email, leads } of people) {
    const outcome = outcomes.get(email)
    for (const lead of leads) {
      const { row } = lead
      if (outcome && 'id' in outcome) {
        if (row.syncType !== 'contact') results.deals.push({ ...lead, contactId: outcome.id })
        else results.settlements.push(leadSettlement.synced(row, { contactId: outcome.id, dealId: null }))
      } else if (clashed.has(email)) results.existing.push({ ...lead, clashed: true })
      else if (outcome) results.settlements.push(leadSettlement.failed(context, row, outcome))
      else results.settlements.push(leadSettlement.untried(context, row, 'contacts'))
    }
  }
  return results
}

interface Sent {
  outcomes: ReadonlyMap<string, RecordOutcome>
  clashed: ReadonlySet<string>
}

type Sender = (
  context: SyncContext,
  inputs: readonly RecordInput[],
  stillWanted: StillWanted,
) => Promise<Sent>

const NOBODY: ReadonlySet<string> = new Set()

const SENDERS: Record<WriteStage, Sender> = {
  async overwrite(context, inputs, stillWanted) {
    const upserted = await upsertRecords(context.crm, context.run, CONTACTS, inputs, stillWanted)
    return { outcomes: await adoptContacts(context, inputs, upserted, stillWanted), clashed: NOBODY }
  },

  async create({ crm, run }, inputs, stillWanted) {
    const clashed = new Set<string>()
    const toCreate = new Map(inputs.map((input) => [input.key, { ...input, create: true }]))
    const once = {
      // What has clashed is not sent again: it is looked at first.
      prepare: async (keys: readonly string[]) =>
        keys.flatMap((key) => (clashed.has(key) ? [] : (toCreate.get(key) ?? []))),
      noteClash: (keys: readonly string[]) => keys.forEach((key) => clashed.add(key)),
    }
    const outcomes = await upsertRecords(crm, run, CONTACTS, [...toCreate.values()], stillWanted, once)
    return { outcomes, clashed }
  },

  async fill(context, inputs, stillWanted) {
    return { outcomes: await fillContacts(context, inputs, stillWanted), clashed: NOBODY }
  },
}
