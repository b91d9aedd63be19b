import type { PrismaClient } from '#app/data/database.server.ts'
import { SEED_LEADS } from './seed-leads.ts'
import { buildSeedRows } from './seed-rows.ts'

/** Any constant: two seeds at once must not both find the database empty. */
const SEED_LOCK = 1_933_027_441

/**
 * Fills a local database with leads of the last 60 days, in every category and every state of the sync; those of the
 * last 30 days with contact details, the older ones scrubbed as the product would have. Does nothing where seeded
 * leads are already: what became of them since (synced, scrubbed, deleted in part) stays.
 * @returns how many assessments were written
 */
export async function seed(db: PrismaClient): Promise<number> {
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SEED_LOCK})`
    const present = await tx.assessment.count({ where: { id: { startsWith: 'seed-assessment-' } } })
    if (present > 0) return 0
    const [{ now }] = await tx.$queryRaw<[{ now: Date }]>`SELECT now() AS now`
    const rows = SEED_LEADS.map((lead) => buildSeedRows(lead, now))
    const { count } = await tx.assessment.createMany({ data: rows.map(({ assessment }) => assessment) })
    await tx.hubspotSyncQueue.createMany({ data: rows.flatMap(({ queueRow }) => queueRow ?? []) })
    return count
  })
}
