import { MAX_RETRY_DELAY_SECONDS } from './limits.ts'

/** What a failed attempt changes about the next one. */
export interface Backoff {
  /** how long the row waits from now */
  waitSeconds: number
  /** the row's `retryDelaySeconds` from now on: the upper end of the wait after the next failure */
  nextDelaySeconds: number
}

/**
 * Exponential backoff with full jitter: the wait is spread evenly from one second up to the row's own delay, which
 * doubles with every failure up to a cap. Without the jitter all leads of an outage would come back in one second.
 *
 * With the queue's defaults (delay 60 s, five attempts):
 *
 * | attempt that failed | waits, s   | next delay, s | latest end since the first attempt |
 * |---------------------|------------|---------------|------------------------------------|
 * | 1                   | 1 to 60    | 120           | 1 min                              |
 * | 2                   | 1 to 120   | 240           | 3 min                              |
 * | 3                   | 1 to 240   | 480           | 7 min                              |
 * | 4                   | 1 to 480   | 960           | 15 min                             |
 * | 5                   | dead       |               |                                    |
 * | (7 and later)       | 1 to 3,600 | 3,600         |                                    |
 *
 * A row is taken up by the first cron run after its wait.
 * @param retryDelaySeconds the row's present delay
 * @param random evenly distributed, 0 to 1
 */
export function backoff(retryDelaySeconds: number, random: number): Backoff {
  const delay = Math.min(Math.max(1, retryDelaySeconds), MAX_RETRY_DELAY_SECONDS)
  return {
    waitSeconds: Math.max(1, Math.ceil(delay * random)),
    nextDelaySeconds: Math.min(delay * 2, MAX_RETRY_DELAY_SECONDS),
  }
}
