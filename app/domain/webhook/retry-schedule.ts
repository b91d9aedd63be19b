import { DAY, HOUR, MINUTE } from '#app/domain/duration.ts'

/**
 * In seconds, after each failed attempt: at once, then for about three days, as the Standard Webhooks specification proposes.
 * The first is for the cron of the next minute.
 */
const WAITS = [50, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR] as const

const GIVEN_UP_SECONDS = 3 * DAY

export const LONGEST_REQUESTED_WAIT = HOUR

/** @returns seconds until the next attempt; null when the event is given up */
export function nextDelivery(attempts: number, ageSeconds: number, random: number): number | null {
  if (ageSeconds >= GIVEN_UP_SECONDS) return null
  const wait = WAITS[Math.min(attempts, WAITS.length) - 1] ?? WAITS[0]
  return Math.round(wait * (0.75 + 0.25 * random))
}
