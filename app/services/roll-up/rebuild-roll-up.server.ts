import type { Database } from '#app/data/database.server.ts'
import { type CheckedDay, findFirstDay, recountDays, repairDay } from '#app/data/roll-up/checks.server.ts'
import { type Day, addDays, dayOf } from '#app/domain/day.ts'

export interface RebuildOptions {
  since: Day
  now: Date
  /** only counts again */
  dryRun: boolean
}

/** A day at a time, while everybody goes on counting. @returns the days that were wrong, as each is found */
export async function* rebuildRollUp(
  db: Database,
  { since, now, dryRun }: RebuildOptions,
): AsyncGenerator<CheckedDay> {
  const first = await findFirstDay(db)
  const today = dayOf(now)
  for (let day = first !== null && first > since ? first : since; day <= today; day = addDays(day, 1)) {
    const differences = dryRun
      ? ((await recountDays(db, day, day))[0]?.differences ?? 0)
      : await repairDay(db, day)
    if (differences > 0) yield { day, differences }
  }
}
