import type { Log } from '#app/platform/log.server.ts'
import { retryLater } from './retry-later.server.ts'

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

/** For what a page can do without. The work goes on after `waitMs`, and must not throw: nobody hears of it any more. */
export async function inTime<Outcome extends { kind: string }>(
  waitMs: number,
  work: () => Promise<Outcome>,
): Promise<Outcome | { kind: 'late' }> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<{ kind: 'late' }>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'late' }), waitMs)
  })
  try {
    return await Promise.race([work(), late])
  } finally {
    clearTimeout(timer)
  }
}

const RETRY_AFTER_SECONDS = 30

/** For a page with nothing to keep: throws a 503, which the root route shows. */
export async function orServiceUnavailable<T>(log: Log, event: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    log.error(event, error)
    throw retryLater(503, RETRY_AFTER_SECONDS)
  }
}
