import { type DrainCounts, type DrainDependencies, SYNC_NOW_LIMITS, drainHubspot } from './drain.server.ts'

/**
 * Sends one lead right after the response to the visitor, for `waitUntil`. What does not succeed in time waits for the
 * next cron run.
 * @returns what became of it; null when its row is not due: sent already, in other hands, or waiting after a failure
 */
export function syncLeadNow(
  dependencies: DrainDependencies,
  assessmentId: string,
): Promise<DrainCounts | null> {
  return drainHubspot(dependencies, SYNC_NOW_LIMITS, { assessmentId })
}
