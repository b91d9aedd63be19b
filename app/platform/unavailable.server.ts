import type { Log } from './log.server.ts'

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
