import type { PrismaClient } from '#app/data/database.server.ts'
import { readFunnelBy, readFunnelByDay, readFunnelPeriods } from '#app/data/console/funnel.server.ts'
import { readHistograms } from '#app/data/console/histograms.server.ts'
import { type Day, addDays } from '#app/domain/day.ts'
import { FUNNEL_DIMENSIONS } from '#app/domain/visit/funnel.ts'
import { QUIZ_VERSION } from '#app/domain/quiz/quiz.ts'

export const FUNNEL_DAYS = 30

/** All that there is to read of the funnel: a month beside the one before, by day, by each dimension, and the histograms. */
export async function readFunnelPage(db: PrismaClient, today: Day): Promise<void> {
  const range = { from: addDays(today, 1 - FUNNEL_DAYS), to: today }
  await readFunnelPeriods(db, range, addDays(range.from, -FUNNEL_DAYS))
  await readFunnelByDay(db, range)
  for (const dimension of FUNNEL_DIMENSIONS) await readFunnelBy(db, dimension, range)
  await readHistograms(db, range, QUIZ_VERSION)
}
