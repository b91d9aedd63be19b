import type { Crm, CrmRecord } from '#app/domain/crm/crm.ts'
import type { Database } from '#app/data/database.server.ts'
import { isElsewhere } from '#app/data/hubspot/sent-leads.server.ts'
import type { ClaimedMark } from '#app/data/privacy/contact-marks.server.ts'
import { LEGAL_BASIS_PROPERTY } from '#app/domain/hubspot/contact-mark.ts'
import { addressesOf } from './contact-addresses.server.ts'
import { DEALS } from './deal-records.server.ts'
import { findContacts } from './find-contacts.server.ts'
import { readDealsOf } from './read-deals.server.ts'
import type { CrmRun } from './run.server.ts'

export interface MarkedRecords {
  contacts: CrmRecord[]
  /** ids that lead to none any more */
  lost: readonly string[]
  deals: CrmRecord[]
}

const DEAL_PROPERTIES = [DEALS.idProperty, 'pipeline', 'dealstage']

/**
 * Of the contacts that our syncs have made under other addresses of the assessments, one that somebody else has the address of is left
 * out: their own lead may be on its way to it. An address that nobody has shown to be theirs is not looked up: it may be a
 * customer's, and the receipt would tell.
 */
export async function findMarkedRecords(
  db: Database,
  crm: Crm,
  run: CrmRun,
  mark: ClaimedMark,
): Promise<MarkedRecords> {
  const known = mark.confirmed ? mark : { ...mark, email: null }
  const { contacts: found, lost } = await findContacts(crm, run, known, [LEGAL_BASIS_PROPERTY])
  const contacts: CrmRecord[] = []
  for (const contact of found) {
    const addresses = addressesOf(contact)
    const isOwn = mark.email !== null && addresses.includes(mark.email)
    if (isOwn || mark.kind !== 'withdrawn' || !(await isElsewhere(db, addresses, mark.assessmentIds)))
      contacts.push(contact)
  }
  const deals = mark.kind === 'withdrawn' ? await findDeals(crm, run, mark) : []
  return { contacts, lost, deals }
}

async function findDeals(
  crm: Crm,
  run: CrmRun,
  { assessmentIds, dealIds }: ClaimedMark,
): Promise<CrmRecord[]> {
  const ask = <Answer>(send: () => Promise<Answer>) => run.call('marks', send)
  const made = await readDealsOf(crm, ask, assessmentIds, DEAL_PROPERTIES)
  const deals = new Map(made.map((deal) => [deal.id, deal]))
  for (const id of dealIds) {
    if (deals.has(id)) continue
    const deal = await ask(() => crm.find(DEALS.type, id, { wanted: DEAL_PROPERTIES }))
    if (deal) deals.set(deal.id, deal)
  }
  return [...deals.values()]
}
