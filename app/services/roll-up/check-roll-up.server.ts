import type { Database } from '#app/data/database.server.ts'
import { type CheckedDay, foldDays, recountDays } from '#app/data/roll-up/checks.server.ts'
import { readScoreCounts, storeSpread } from '#app/data/roll-up/spreads.server.ts'
import { countAssessments } from './count-assessments.server.ts'
import { addDays, dayOf } from '#app/domain/day.ts'
import { SPREAD_FROM, bandScores } from '#app/domain/quiz/score-spread.ts'

const CHECKED_DAYS = 2

/** What a night has to do for the figures. @returns the days on which the roll-up disagrees with its assessments */
export async function checkRollUp(db: Database, now: Date): Promise<CheckedDay[]> {
  const today = dayOf(now)
  await countAssessments(db)
  const checked = await recountDays(db, addDays(today, -CHECKED_DAYS), addDays(today, -1))
  // Assessments of yesterday are still being counted.
  await foldDays(db, addDays(today, -1))
  await renewSpreads(db, now)
  return checked.filter(({ differences }) => differences > 0)
}

/** From one to the next there are so many more that what has changed says nothing of one person. */
async function renewSpreads(db: Database, now: Date): Promise<void> {
  for (const version of await readScoreCounts(db, dayOf(now))) {
    if (version.counted - version.shown < SPREAD_FROM) continue
    const bands = bandScores(Array.from({ length: 101 }, (_, score) => version.counts[score] ?? 0))
    if (bands) await storeSpread(db, version, bands)
  }
}
