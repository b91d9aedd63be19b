import { giveBackCall } from '#app/data/hubspot/state.server.ts'
import type { FollowUpSettings } from './follow-up-settings.server.ts'
import { type DrainCounts, type DrainDependencies, SYNC_NOW_LIMITS, drainLeads } from './drain.server.ts'

function followUpCalls(followUps: FollowUpSettings | null | undefined): number {
  const { notes = false, form = null, ownerRules = [] } = followUps ?? {}
  return (notes ? 1 : 0) + (form ? 1 : 0) + (ownerRules.length > 0 ? 2 : 0)
}

/**
 * For `waitUntil`. Waits for nobody: where the portal's calls are used up, or a drain is at work, the cron takes the lead.
 * Null when it was left to the cron or its row is not due: sent, in other hands, or waiting after a failure.
 */
export async function syncLeadNow(
  dependencies: DrainDependencies,
  assessmentId: string,
): Promise<DrainCounts | null> {
  const { db, crm } = dependencies
  if (!crm) return null
  const taken = { left: 0, takenAt: null as Date | null, followUps: followUpCalls(dependencies.followUps) }
  try {
    return await drainLeads(dependencies, { ...SYNC_NOW_LIMITS, taken }, { assessmentId })
  } finally {
    if (taken.takenAt && taken.left > 0) await giveBackCall(db, taken.takenAt, taken.left)
  }
}
