import type { Crm } from '#app/domain/crm/crm.ts'
import type { Database } from '#app/data/database.server.ts'
import { readPages } from './association-pages.server.ts'
import { readDeals } from './read-deals.server.ts'
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
  const deals = await readDeals(crm, (send) => run.call('erasures', send), {
    by: 'hs_object_id',
    keys: [...new Set(dealIds)],
    wanted: ['ai_assessment_id'],
  })
  for (const { id, properties } of deals) {
    if (properties.ai_assessment_id) ours.set(id, properties.ai_assessment_id)
  }
  if (ours.size === 0) return []
  const live = await db.assessment.findMany({
    where: { id: { in: [...ours.values()] }, emailScrubbedAt: null },
    select: { id: true },
  })
  const kept = new Set(live.map(({ id }) => id))
  return [...ours].flatMap(([id, assessmentId]) => (kept.has(assessmentId) ? [] : [id]))
}
