import { BATCH_LIMIT, type Crm, type CrmRecord } from '#app/domain/crm/crm.ts'
import { RefusedError } from '#app/domain/crm/errors.ts'
import { chunk } from './group-leads.server.ts'

export type Ask = <Answer>(send: () => Promise<Answer>) => Promise<Answer>

/** The deals of assessments. */
export async function readDealsOf(
  crm: Crm,
  ask: Ask,
  assessmentIds: readonly string[],
  wanted: readonly string[] = ['ai_assessment_id'],
): Promise<CrmRecord[]> {
  try {
    return await readDeals(crm, ask, { by: 'ai_assessment_id', keys: assessmentIds, wanted })
  } catch (error) {
    // A portal without our property has no deals of ours.
    if (error instanceof RefusedError && error.error.kind === 'property_missing') return []
    throw error
  }
}

/** Those that are there. An answer that does not mention one proves nothing: it is asked for by itself, and only a 404 does. */
export async function readDeals(
  crm: Crm,
  ask: Ask,
  {
    by,
    keys,
    wanted,
  }: { by: 'ai_assessment_id' | 'hs_object_id'; keys: readonly string[]; wanted: readonly string[] },
): Promise<CrmRecord[]> {
  const deals = new Map<string, CrmRecord>()
  for (const some of chunk(keys, BATCH_LIMIT)) {
    const { found, missing } = await ask(() => crm.lookUp('deals', by, some, wanted))
    const keyOf = ({ id, properties }: CrmRecord) => (by === 'hs_object_id' ? id : properties[by])
    const mentioned = new Set([...missing, ...found.map(keyOf)])
    for (const deal of found) if (some.includes(keyOf(deal) ?? '')) deals.set(deal.id, deal)
    for (const key of some) {
      if (mentioned.has(key)) continue
      const options = by === 'hs_object_id' ? { wanted } : { by, wanted }
      const deal = await ask(() => crm.find('deals', key, options))
      if (deal) deals.set(deal.id, deal)
    }
  }
  return [...deals.values()]
}
