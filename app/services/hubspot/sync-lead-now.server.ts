import { giveBackCall, tryTakeCalls } from '#app/data/hubspot/state.server.ts'
import { PORTAL_BUDGET } from '#app/domain/limits.ts'
import { TAKEN_AT_ONCE } from './call-turns.server.ts'
import { type DrainCounts, type DrainDependencies, SYNC_NOW_LIMITS, drainHubspot } from './drain.server.ts'

/**
 * For `waitUntil`. Waits for nobody: where the portal's calls are used up, or a drain is at work, the cron takes the lead.
 * Null when it was left to the cron or its row is not due: sent, in other hands, or waiting after a failure.
 */
export async function syncLeadNow(
  dependencies: DrainDependencies,
  assessmentId: string,
): Promise<DrainCounts | null> {
  const { db, hubspot } = dependencies
  if (!hubspot) return null
  const takenAt = await tryTakeCalls(db, PORTAL_BUDGET, TAKEN_AT_ONCE)
  if (!takenAt) return null
  const taken = { left: TAKEN_AT_ONCE, takenAt }
  try {
    return await drainHubspot(dependencies, { ...SYNC_NOW_LIMITS, taken }, { assessmentId })
  } finally {
    if (taken.left > 0) await giveBackCall(db, taken.takenAt, taken.left)
  }
}
