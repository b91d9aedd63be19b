import { BATCH_LIMIT, type Crm } from '#app/domain/crm/crm.ts'
import type { Database } from '#app/data/database.server.ts'
import { readPages } from './association-pages.server.ts'
import { chunk } from './group-leads.server.ts'
import type { CrmRun } from './run.server.ts'

/** Those that were made here, but for assessments that hold contact details: who has come back, or somebody else. */
export async function findAssociatedDeals(
  db: Database,
  crm: Crm,
  run: CrmRun,
  contactIds: readonly string[],
): Promise<string[]> {
  if (contactIds.length === 0) return []
  const { pages } = await readPages(contactIds, (from) =>
    run.call('erasures', () => crm.associatedDeals(from)),
  )
  const dealIds = pages.flatMap((page) => page.dealIds)
  const ours = new Map<string, string>()
  for (const ids of chunk([...new Set(dealIds)], BATCH_LIMIT)) {
    const deals = await run.call('erasures', () =>
      crm.read('deals', 'hs_object_id', ids, ['ai_assessment_id']),
    )
    for (const { id, properties } of deals) {
      if (properties.ai_assessment_id) ours.set(id, properties.ai_assessment_id)
    }
  }
  if (ours.size === 0) return []
  const live = await db.assessment.findMany({
    where: { id: { in: [...ours.values()] }, emailScrubbedAt: null },
    select: { id: true },
  })
  const kept = new Set(live.map(({ id }) => id))
  return [...ours].flatMap(([id, assessmentId]) => (kept.has(assessmentId) ? [] : [id]))
}
