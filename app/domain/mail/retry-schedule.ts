import { DAY, HOUR, MINUTE } from '#app/domain/duration.ts'

// In seconds. The first is for the cron of the next minute, and past the end of a run, which must not take it again.
const SCHEDULE = [
  { untilAge: 10 * MINUTE, wait: 50 },
  { untilAge: 2 * HOUR, wait: 10 * MINUTE },
  { untilAge: DAY, wait: 30 * MINUTE },
  { untilAge: 7 * DAY, wait: 2 * HOUR },
] as const

/** A provider forgets idempotency keys after a day. */
export const REPEATABLE_SECONDS = 23 * HOUR

export const LONGEST_WAIT_SECONDS = SCHEDULE.at(-1)!.wait

/**
 * @param random even, 0 to 1: what failed together does not come back together
 * @returns seconds until the next attempt; null when the e-mail is no longer useful
 */
export function nextAttempt(ageSeconds: number, random: number): number | null {
  const step = SCHEDULE.find(({ untilAge }) => ageSeconds < untilAge)
  return step ? Math.round(step.wait * (0.75 + 0.25 * random)) : null
}
