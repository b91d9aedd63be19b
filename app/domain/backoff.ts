import { MAX_RETRY_DELAY_SECONDS } from './limits.ts'

export interface Backoff {
  waitSeconds: number
  /** the row's `retryDelaySeconds` from now on: the longest wait after its next failure */
  nextDelaySeconds: number
}

/**
 * Full jitter: the wait is even from one second up to the delay, which doubles to a cap. Without it, all leads of an
 * outage would come back in one second. `random` is even, 0 to 1.
 */
export function backoff(retryDelaySeconds: number, random: number): Backoff {
  const delay = Math.min(Math.max(1, retryDelaySeconds), MAX_RETRY_DELAY_SECONDS)
  return {
    waitSeconds: Math.max(1, Math.ceil(delay * random)),
    nextDelaySeconds: Math.min(delay * 2, MAX_RETRY_DELAY_SECONDS),
  }
}
