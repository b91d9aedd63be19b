import type { Crm, CrmRecord } from '#app/domain/crm/crm.ts'
import type { Database } from '#app/data/database.server.ts'
import { readPages } from './association-pages.server.ts'
import { type Ask, readDeals } from './read-deals.server.ts'

/** Those that were made here, but for assessments that hold contact details: who has come back, or somebody else. */
export async function findAssociatedDeals(
  db: Database,
  crm: Crm,
  ask: Ask,
  contactIds: readonly string[],
  wanted: readonly string[] = [],
): Promise<CrmRecord[]> {
  if (contactIds.length === 0) return []
  const { pages } = await readPages(contactIds, (from) => ask(() => crm.associatedDeals(from)))
  const dealIds = pages.flatMap((page) => page.dealIds)
  const deals = await readDeals(crm, ask, {
    by: 'hs_object_id',
    keys: [...new Set(dealIds)],
    wanted: ['ai_assessment_id', ...wanted],
  })
  const ours = deals.filter(({ properties }) => properties.ai_assessment_id)
  if (ours.length === 0) return []
  const live = await db.assessment.findMany({
    where: { id: { in: ours.map(assessmentOf) }, emailScrubbedAt: null },
    select: { id: true },
  })
  const kept = new Set(live.map(({ id }) => id))
  return ours.filter((deal) => !kept.has(assessmentOf(deal)))
}

const assessmentOf = ({ properties }: CrmRecord) => properties.ai_assessment_id!
