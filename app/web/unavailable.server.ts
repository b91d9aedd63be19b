import type { Log } from '#app/platform/log.server.ts'
import { retryLater } from './retry-later.server.ts'

/**
 * Makes an outcome of a service that does not answer, so that a page can say so and keep what was typed.
 * @param event name under which the failure is logged
 */
export async function orUnavailable<Outcome extends { kind: string }>(
  log: Log,
  event: string,
  work: () => Promise<Outcome>,
): Promise<Outcome | { kind: 'unavailable' }> {
  try {
    return await work()
  } catch (error) {
    log.error(event, error)
    return { kind: 'unavailable' }
  }
}

const RETRY_AFTER_SECONDS = 30

/**
 * {@link orUnavailable} for a page that has nothing typed on it to keep.
 * @throws Response 503, which the root route shows as a page
 */
export async function orServiceUnavailable<T>(log: Log, event: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    log.error(event, error)
    throw retryLater(503, RETRY_AFTER_SECONDS)
  }
}
