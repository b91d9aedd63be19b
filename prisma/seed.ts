import type { PrismaClient, Database } from '#app/data/database.server.ts'
import { countBatch, foldDays, recountDays } from '#app/data/roll-up/checks.server.ts'
import { readScoreCounts, storeSpread } from '#app/data/roll-up/spreads.server.ts'
import { addDays, dayOf } from '#app/domain/day.ts'
import { bandScores } from '#app/domain/quiz/score-spread.ts'
import { makeLeads } from './seed-leads.ts'
import { ERASED, writeOperations } from './seed-operations.ts'
import { writeOutcomes } from './seed-outcomes.ts'
import { writeOutbox } from './seed-outbox.ts'
import { buildSeedRows, seedId } from './seed-rows.ts'
import { SEED_COMPLETIONS, SEED_DAYS, makeVisits } from './seed-visits.ts'
import { writeVisits } from './seed-funnel.ts'

/** Any constant: two seeds at once must not both find the database empty. */
const SEED_LOCK = 1_933_027_441
const WITHIN_MS = 60_000

/** How many assessments there are afterwards. */
export const SEED_ASSESSMENTS = SEED_COMPLETIONS - ERASED.length

/**
 * Fills a local database with two months of visits and leads: campaigns of different worth, two variants, every category and every
 * state of the sync, failures and what became of them; those of the last 30 days with contact details, the older ones scrubbed as
 * the product would have. The figures of the roll-up are what the product would have counted. Does nothing where seeded leads
 * are already: what became of them since (synced, scrubbed, deleted in part) stays.
 * @param at what all ages are counted from; the database's clock unless told. The same moment of the week brings the same rows
 * @returns how many assessments were written
 */
export async function seed(db: PrismaClient, at?: Date): Promise<number> {
  return db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SEED_LOCK})`
      const present = await tx.assessment.count({ where: { id: { startsWith: 'seed-assessment-' } } })
      if (present > 0) return 0
      const [clock] = await tx.$queryRaw<[{ now: Date }]>`SELECT now() AS now`
      const now = at ?? clock.now
      const visits = makeVisits(now)
      const leads = makeLeads(visits, now)
      const rows = leads.map((lead) => buildSeedRows(lead, now))
      await tx.assessment.createMany({ data: rows.map(({ assessment }) => assessment) })
      await tx.hubspotSyncQueue.createMany({ data: rows.flatMap(({ queueRow }) => queueRow ?? []) })
      await writeOutbox(tx, leads, now)
      // Before there is a receiver of webhooks, whom it would be told.
      await tx.assessment.deleteMany({ where: { id: { in: ERASED.map((n) => seedId('assessment', n)) } } })
      await writeOperations(tx, leads, now)
      await writeOutcomes(tx, leads, now)
      await writeVisits(tx, visits, now)
      await agree(tx, now)
      return SEED_ASSESSMENTS
    },
    { timeout: WITHIN_MS },
  )
}

/** What the nights have done: the days are counted again and added up, and results show how the scores are spread. */
async function agree(db: Database, now: Date): Promise<void> {
  const today = dayOf(now)
  await countBatch(db, SEED_COMPLETIONS)
  await recountDays(db, addDays(today, -SEED_DAYS), addDays(today, -1))
  await foldDays(db, addDays(today, -1))
  for (const version of await readScoreCounts(db, today)) {
    const bands = bandScores(Array.from({ length: 101 }, (_, score) => version.counts[score] ?? 0))
    if (bands) await storeSpread(db, version, bands)
  }
}
