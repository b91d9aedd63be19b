import { BATCH_LIMIT, type Crm, type CrmRecord } from '#app/domain/crm/crm.ts'
import { RefusedError } from '#app/domain/crm/errors.ts'
import type { ClaimedMark } from '#app/data/privacy/contact-marks.server.ts'
import { LEGAL_BASIS_PROPERTY } from '#app/domain/hubspot/contact-mark.ts'
import { DEALS } from './deal-records.server.ts'
import { findContacts } from './find-contacts.server.ts'
import { chunk } from './group-leads.server.ts'
import type { CrmRun } from './run.server.ts'

export interface MarkedRecords {
  contacts: CrmRecord[]
  deals: CrmRecord[]
}

const DEAL_PROPERTIES = [DEALS.idProperty, 'pipeline', 'dealstage']

export async function findMarkedRecords(crm: Crm, run: CrmRun, mark: ClaimedMark): Promise<MarkedRecords> {
  const contacts = await findContacts(crm, run, mark, [LEGAL_BASIS_PROPERTY])
  return { contacts, deals: mark.kind === 'withdrawn' ? await findDeals(crm, run, mark) : [] }
}

async function findDeals(
  crm: Crm,
  run: CrmRun,
  { assessmentIds, dealIds }: ClaimedMark,
): Promise<CrmRecord[]> {
  const deals = new Map<string, CrmRecord>()
  const { type, idProperty } = DEALS
  for (const keys of chunk(assessmentIds, BATCH_LIMIT)) {
    try {
      const found = await run.call('marks', () => crm.read(type, idProperty, keys, DEAL_PROPERTIES))
      for (const deal of found) deals.set(deal.id, deal)
    } catch (error) {
      // A portal without our property has no deals of ours.
      if (!(error instanceof RefusedError && error.error.kind === 'property_missing')) throw error
    }
  }
  for (const id of dealIds) {
    if (deals.has(id)) continue
    const deal = await run.call('marks', () => crm.find(type, id, { wanted: DEAL_PROPERTIES }))
    if (deal) deals.set(deal.id, deal)
  }
  return [...deals.values()]
}
