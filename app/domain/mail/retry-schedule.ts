import { DAY, HOUR, MINUTE } from '#app/domain/duration.ts'

/**
 * How long an e-mail waits after an attempt that was not its own fault, by its age: what was asked for just now is tried
 * each minute, what has waited for a day a few times a day. In seconds.
 */
const SCHEDULE = [
  { untilAge: 10 * MINUTE, wait: 0 },
  { untilAge: 2 * HOUR, wait: 10 * MINUTE },
  { untilAge: DAY, wait: 30 * MINUTE },
  { untilAge: 7 * DAY, wait: 2 * HOUR },
] as const

/** A provider that forgets idempotency keys after a day must not be asked again later than that. */
export const REPEATABLE_SECONDS = 23 * HOUR

export const LONGEST_WAIT_SECONDS = SCHEDULE.at(-1)!.wait

/**
 * @param ageSeconds since the e-mail was asked for
 * @param random even, 0 to 1: waits are spread over their last quarter, so that what failed together does not come together
 * @returns seconds until the next attempt; null when it is no longer useful
 */
export function nextAttempt(ageSeconds: number, random: number): number | null {
  const step = SCHEDULE.find(({ untilAge }) => ageSeconds < untilAge)
  return step ? Math.round(step.wait * (0.75 + 0.25 * random)) : null
}
