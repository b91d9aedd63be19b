import { type DrainCounts, type DrainDependencies, SYNC_NOW_LIMITS, drainHubspot } from './drain.server.ts'

/** For `waitUntil`. Null when the row is not due: sent, in other hands, or waiting after a failure. */
export function syncLeadNow(
  dependencies: DrainDependencies,
  assessmentId: string,
): Promise<DrainCounts | null> {
  return drainHubspot(dependencies, SYNC_NOW_LIMITS, { assessmentId })
}
