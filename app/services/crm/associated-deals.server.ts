import type { Crm, CrmRecord } from '#app/domain/crm/crm.ts'
import type { Database } from '#app/data/database.server.ts'
import { readPages } from './association-pages.server.ts'
import { type Ask, readDeals } from './read-deals.server.ts'

/**
 * Those that were made here, but for assessments of {@link readKept}: who has come back, or somebody else.
 * @returns `incomplete`: contacts that have more than were read
 */
export async function findAssociatedDeals(
  db: Database,
  crm: Crm,
  ask: Ask,
  contactIds: readonly string[],
  { wanted = [], since }: { wanted?: readonly string[]; since?: Date } = {},
): Promise<{ deals: CrmRecord[]; incomplete: ReadonlySet<string> }> {
  const { pages, next } = await readPages(contactIds, (from) => ask(() => crm.associatedDeals(from)))
  const dealIds = pages.flatMap((page) => page.dealIds)
  const deals = await readDeals(crm, ask, {
    by: 'hs_object_id',
    keys: [...new Set(dealIds)],
    wanted: ['ai_assessment_id', ...wanted],
  })
  const ours = deals.filter(({ properties }) => properties.ai_assessment_id)
  const kept = await readKept(db, ours.map(assessmentOf), since)
  const incomplete = new Set(next.map(({ id }) => id))
  return { deals: ours.filter((deal) => !kept.has(assessmentOf(deal))), incomplete }
}

/** Which of these assessments hold contact details, or are not older than that. */
export async function readKept(
  db: Database,
  assessmentIds: readonly string[],
  since?: Date,
): Promise<ReadonlySet<string>> {
  if (assessmentIds.length === 0) return new Set()
  const kept = await db.assessment.findMany({
    where: {
      id: { in: [...assessmentIds] },
      OR: [{ emailScrubbedAt: null }, ...(since ? [{ createdAt: { gte: since } }] : [])],
    },
    select: { id: true },
  })
  return new Set(kept.map(({ id }) => id))
}

const assessmentOf = ({ properties }: CrmRecord) => properties.ai_assessment_id!
