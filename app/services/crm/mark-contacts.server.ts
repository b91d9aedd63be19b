import type { Crm } from '#app/domain/crm/crm.ts'
import type { Database } from '#app/data/database.server.ts'
import { completeWithoutHubspot } from '#app/data/privacy/people-queues.server.ts'
import { wasAttempted, wasSentBeforeScrub } from '#app/data/hubspot/sent-leads.server.ts'
import { type ClaimedMark, claimMark, markQueue, settleMark } from '#app/data/privacy/contact-marks.server.ts'
import { wereErased } from '#app/data/privacy/erasures.server.ts'
import type { Outcome } from '#app/data/queue-outcomes.server.ts'
import { CONTACT_WIDE, ITEMS_OF, type MarkResults } from '#app/domain/hubspot/contact-mark.ts'
import { encodeSyncError } from '#app/domain/crm/failure.ts'
import { LANDED_AFTER_SECONDS } from './follow-up-settlement.server.ts'
import { type MarkedRecords, findMarkedRecords } from './marked-records.server.ts'
import { type WithdrawnDealSettings, markItem } from './mark-items.server.ts'
import {
  PEOPLE_LIMITS,
  type PeopleCounts,
  type PeopleDependencies,
  outcomeOfFailure,
  workOneByOne,
} from './one-by-one.server.ts'
import type { CrmRun } from './run.server.ts'

export interface MarkDependencies extends PeopleDependencies {
  deal: Omit<WithdrawnDealSettings, 'withdrawnStage'>
  withdrawnStage: string | null
}

type MarkOutcome =
  | 'completed'
  /** a person has to look: HubSpot has nothing any more of what was sent, or the address was forgotten before */
  | 'dead'
  /** overtaken by a new consent */
  | 'cancelled'
  | 'retried'
  | 'released'
  | 'lost'

export type MarkCounts = PeopleCounts<MarkOutcome>

const NONE: Record<MarkOutcome, number> = {
  completed: 0,
  dead: 0,
  cancelled: 0,
  retried: 0,
  released: 0,
  lost: 0,
}

/** Tells HubSpot of withdrawals, complaints and bounces. Repeated by cron until each is done. Null: nothing to do. */
export async function markContacts(
  dependencies: MarkDependencies,
  limits = PEOPLE_LIMITS,
  only?: { id: string },
): Promise<MarkCounts | null> {
  const { db } = dependencies
  return workOneByOne(dependencies, limits, NONE, {
    closeWithoutHubspot: () => completeWithoutHubspot(db, markQueue),
    claim: () => claimMark(db, crypto.randomUUID(), only?.id),
    work: (crm, run, mark) => markOne({ ...dependencies, crm }, run, mark),
  })
}

type Context = MarkDependencies & { crm: Crm }

async function markOne(context: Context, run: CrmRun, mark: ClaimedMark): Promise<MarkOutcome> {
  const { db, crm, random } = context
  const results: MarkResults = { ...mark.results }
  const settle = async (counted: MarkOutcome, outcome: Outcome) =>
    (await settleMark(db, mark, outcome, results)) ? counted : 'lost'
  const needsSomebody = (kind: 'address_forgotten' | 'nothing_found') =>
    settle('dead', { result: 'dead', error: encodeSyncError({ kind }) })
  if (mark.overtaken) return settle('cancelled', { result: 'cancelled' })
  try {
    const records = await findMarkedRecords(db, crm, run, mark)
    await markAll(context, run, mark, records, results)
    if (Object.values(results).includes('done')) {
      run.probe(mark.probes)
      await run.worked('marks')
    }
    if (records.contacts.length === 0) {
      // It was there once: somebody has to look where it is now, so that sales do not go on under another name.
      if (await isMissed(db, mark, records)) return await needsSomebody('nothing_found')
      if (mark.email === null) return await needsSomebody('address_forgotten')
    }
    return await settle('completed', { result: 'completed' })
  } catch (error) {
    const [counted, outcome] = outcomeOfFailure(error, run, mark, { operation: 'marks', random: random() })
    return settle(counted, afterNote(mark, results, outcome))
  }
}

/** The note comes last: a call for it that broke off may still be carried out, and nobody looks for it before that. */
function afterNote({ kind }: ClaimedMark, results: MarkResults, outcome: Outcome): Outcome {
  const isLast = ITEMS_OF[kind].every((item) => item === 'note' || results[item] !== undefined)
  if (!isLast || !('waitSeconds' in outcome)) return outcome
  return { ...outcome, waitSeconds: Math.max(outcome.waitSeconds, LANDED_AFTER_SECONDS) }
}

async function isMissed(
  db: Database,
  { kind, confirmed, contactIds, assessmentIds }: ClaimedMark,
  { lost }: MarkedRecords,
): Promise<boolean> {
  if (kind !== 'withdrawn' || (await wereErased(db, contactIds))) return false
  if (contactIds.length > 0) return lost.length > 0
  return confirmed ? await wasSentBeforeScrub(db, assessmentIds) : await wasAttempted(db, assessmentIds)
}

/** What is in `results` already is not repeated. */
async function markAll(
  { crm, deal: made, withdrawnStage, clock }: Context,
  run: CrmRun,
  mark: ClaimedMark,
  records: MarkedRecords,
  results: MarkResults,
): Promise<void> {
  const deal = { pipeline: made.pipeline, stage: made.stage, withdrawnStage }
  for (const item of ITEMS_OF[mark.kind]) {
    if (results[item] !== undefined) continue
    results[item] =
      !mark.confirmed && records.contacts.length > 0 && CONTACT_WIDE.includes(item)
        ? 'unconfirmed'
        : await markItem[item]({ crm, run, mark, records, deal, now: clock.now() })
  }
}
