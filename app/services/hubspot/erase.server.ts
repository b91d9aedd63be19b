import { type HubspotClient, HubspotError, RefusedError } from '#app/clients/hubspot/client.server.ts'
import type { Database } from '#app/data/database.server.ts'
import {
  type ClaimedErasure,
  claimErasure,
  completeErasure,
  completeWithoutHubspot,
  retryErasure,
  widenErasure,
} from '#app/data/privacy/erasures.server.ts'
import { readSyncState } from '#app/data/hubspot/state.server.ts'
import { PORTAL_BUDGET } from '#app/domain/limits.ts'
import { encodeSyncError } from '#app/domain/hubspot/failure.ts'
import type { Clock } from '#app/platform/clock.server.ts'
import { HubspotRun, type RunLimits, RunStopped } from './run.server.ts'

export interface EraseInHubspotDependencies {
  db: Database
  /** null without an access token: what is known to be in HubSpot waits */
  hubspot: HubspotClient | null
  clock: Clock
}

/** A run shares the portal's window with the sync; a person takes about five calls. */
export const ERASE_LIMITS: RunLimits & { people: number } = {
  people: 40,
  calls: 200,
  seconds: 25,
  connections: 2,
  burst: PORTAL_BUDGET,
}

/** One person, right after the response: `waitUntil` gives 30 seconds, the last call may take ten of them. */
export const ERASE_NOW_LIMITS = { ...ERASE_LIMITS, people: 1, calls: 15, seconds: 15 }

const BATCH_LIMIT = 100
/** What a deal is called before it goes to the recycling bin, where HubSpot keeps it for another 90 days. */
const ERASED_DEAL_NAME = 'AI readiness assessment: erased'

/** What a run did, in counts. */
export interface EraseCounts {
  completed: number
  retried: number
  stopped: string | null
}

/**
 * Finishes erasures in HubSpot: the person's contacts for good, and the deals that are named after them. Repeated by
 * cron until each is done; doing one twice is harmless.
 * @param only this erasure, if it is due
 * @returns null when there was nothing to do
 */
export async function eraseInHubspot(
  { db, hubspot, clock }: EraseInHubspotDependencies,
  limits = ERASE_LIMITS,
  only?: { id: string },
): Promise<EraseCounts | null> {
  if (!hubspot) {
    const completed = await completeWithoutHubspot(db)
    return completed > 0 ? { completed, retried: 0, stopped: null } : null
  }
  if ((await readSyncState(db)).waiting) return null
  const run = new HubspotRun(db, limits, clock, hubspot)
  const counts: EraseCounts = { completed: 0, retried: 0, stopped: null }
  for (let person = 0; person < limits.people && !run.stopped; person++) {
    const erasure = await claimErasure(db, crypto.randomUUID(), only)
    if (!erasure) break
    if (await eraseOne(db, hubspot, run, erasure)) counts.completed++
    else counts.retried++
  }
  counts.stopped = run.stopped
  return counts.completed + counts.retried > 0 ? counts : null
}

async function eraseOne(
  db: Database,
  hubspot: HubspotClient,
  run: HubspotRun,
  erasure: ClaimedErasure,
): Promise<boolean> {
  try {
    // Looked up first: HubSpot blocks an address for ever when it is told to delete one that it does not have.
    const { email } = erasure
    const known = email === null ? [] : await run.call(() => hubspot.read('contacts', 'email', [email]))
    const found = known.map(({ id }) => id)
    const scope = await widenErasure(db, erasure, found)
    if (!scope) return false
    const dealIds = new Set([...scope.dealIds, ...(await dealsOf(hubspot, run, scope.assessmentIds))])
    for (const id of dealIds) await eraseDeal(hubspot, run, id)
    for (const id of scope.contactIds) await unlessGone(() => run.call(() => hubspot.gdprDeleteContact(id)))
    const contacts = scope.contactIds.length
    const status = email === null && contacts === 0 ? 'failed' : 'completed'
    await completeErasure(db, erasure, { status, contacts, deals: dealIds.size })
    return true
  } catch (error) {
    if (error instanceof HubspotError) await retryErasure(db, erasure, encodeSyncError(error.error))
    else if (error instanceof RunStopped) await retryErasure(db, erasure, run.stopError ?? null)
    else throw error
    return false
  }
}

/** Deals by the assessments that they were made for: a sync that was cut off may have left some that nobody noted. */
async function dealsOf(
  hubspot: HubspotClient,
  run: HubspotRun,
  assessmentIds: readonly string[],
): Promise<string[]> {
  const deals: string[] = []
  for (let start = 0; start < assessmentIds.length; start += BATCH_LIMIT) {
    const keys = assessmentIds.slice(start, start + BATCH_LIMIT)
    try {
      const found = await run.call(() => hubspot.read('deals', 'ai_assessment_id', keys))
      deals.push(...found.map(({ id }) => id))
    } catch (error) {
      // A portal without our property has no deals of ours.
      if (!(error instanceof RefusedError && error.error.kind === 'property_missing')) throw error
    }
  }
  return deals
}

async function eraseDeal(hubspot: HubspotClient, run: HubspotRun, id: string): Promise<void> {
  await unlessGone(() => run.call(() => hubspot.update('deals', id, { dealname: ERASED_DEAL_NAME })))
  await unlessGone(() => run.call(() => hubspot.archive('deals', id)))
}

/** A record that is not there any more is what was wanted. */
async function unlessGone(call: () => Promise<unknown>): Promise<void> {
  try {
    await call()
  } catch (error) {
    if (!(error instanceof HubspotError && error.error.status === 404)) throw error
  }
}
