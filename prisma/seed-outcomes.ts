import type { Database } from '#app/data/database.server.ts'
import type { SeedLead } from './seed-leads.ts'
import { seedId } from './seed-rows.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** Sales take so long, and win fewer of the deals that come from strong scores. */
const DECIDED_AFTER_DAYS = 10

/** What HubSpot has said of the deals of leads, as the night of `now` would have asked. */
export async function writeOutcomes(tx: Database, leads: readonly SeedLead[], now: Date): Promise<void> {
  const deals = await tx.assessment.findMany({
    where: {
      qualifiedForBriefing: true,
      hubspotSyncStatus: 'synced',
      trafficKind: 'visitor',
      consentWithdrawnAt: null,
    },
    select: { id: true, completedAt: true, totalScore: true },
  })
  const numbers = new Map(leads.map(({ number }) => [seedId('assessment', number), number]))
  const data = deals.flatMap(({ id, completedAt, totalScore }) => {
    const number = numbers.get(id)
    if (number === undefined || !completedAt) return []
    const isDecided = now.getTime() - completedAt.getTime() > DECIDED_AFTER_DAYS * DAY_MS
    const isWon = (number * 7) % 10 < ((totalScore ?? 0) < 40 ? 5 : 3)
    return { assessmentId: id, outcome: isDecided ? (isWon ? 'won' : 'lost') : 'open', readAt: now }
  })
  await tx.dealOutcome.createMany({ data })
}
