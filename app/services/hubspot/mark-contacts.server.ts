import { type HubspotClient, HubspotError } from '#app/clients/hubspot/client.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { wasSentBeforeScrub } from '#app/data/hubspot/sent-leads.server.ts'
import {
  type ClaimedMark,
  claimMark,
  completeMarksWithoutHubspot,
  settleMark,
} from '#app/data/privacy/contact-marks.server.ts'
import { type Outcome, retryOrBury } from '#app/data/queue-outcomes.server.ts'
import { CONTACT_WIDE, ITEMS_OF, type MarkResults } from '#app/domain/hubspot/contact-mark.ts'
import { encodeSyncError } from '#app/domain/hubspot/failure.ts'
import { PORTAL_BUDGET } from '#app/domain/limits.ts'
import type { Clock } from '#app/platform/clock.server.ts'
import { type MarkedRecords, findMarkedRecords } from './marked-records.server.ts'
import { type WithdrawnDealSettings, markItem } from './mark-items.server.ts'
import { HubspotRun, type RunLimits, RunStopped } from './run.server.ts'

export interface MarkDependencies {
  db: Database
  /** null without an access token: what is known to be in HubSpot waits */
  hubspot: HubspotClient | null
  deal: Omit<WithdrawnDealSettings, 'withdrawnStage'>
  withdrawnStage: string | null
  clock: Clock
  random: () => number
}

export const MARK_LIMITS: RunLimits & { people: number } = {
  people: 40,
  calls: 200,
  seconds: 25,
  connections: 2,
  burst: PORTAL_BUDGET,
}

/** One person, right after the response: `waitUntil` gives 30 seconds, the last call may take ten of them. */
export const MARK_NOW_LIMITS = { ...MARK_LIMITS, people: 1, calls: 15, seconds: 15 }

type MarkOutcome =
  | 'completed'
  /** a person has to look: HubSpot has nothing any more of what was sent, or the address was forgotten before */
  | 'dead'
  /** overtaken by a new consent */
  | 'cancelled'
  | 'retried'
  | 'released'
  | 'lost'

export interface MarkCounts extends Record<MarkOutcome, number> {
  stopped: string | null
  /** answers that the table of kinds does not know; null: none */
  unknownAnswers: string | null
}

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
  limits = MARK_LIMITS,
  only?: { id: string },
): Promise<MarkCounts | null> {
  const { db, hubspot, clock } = dependencies
  const counts = { ...NONE }
  if (!hubspot) {
    const completed = await completeMarksWithoutHubspot(db)
    return completed > 0 ? { ...counts, completed, stopped: null, unknownAnswers: null } : null
  }
  const run = new HubspotRun(db, limits, clock, hubspot)
  let claimed = 0
  while (claimed < limits.people && !run.stopped && run.breakers.openOperations.length === 0) {
    const mark = await claimMark(db, crypto.randomUUID(), only?.id)
    if (!mark) break
    claimed++
    counts[await markOne({ ...dependencies, hubspot }, run, mark)]++
  }
  if (claimed === 0) return null
  const { firstReason, unknownAnswers } = run.breakers
  return { ...counts, stopped: run.stopped ?? firstReason, unknownAnswers }
}

type Context = MarkDependencies & { hubspot: HubspotClient }

async function markOne(context: Context, run: HubspotRun, mark: ClaimedMark): Promise<MarkOutcome> {
  const { db, hubspot, random } = context
  const results: MarkResults = { ...mark.results }
  const settle = async (counted: MarkOutcome, outcome: Outcome) =>
    (await settleMark(db, mark, outcome, results)) ? counted : 'lost'
  const needsSomebody = (kind: 'address_forgotten' | 'nothing_found') =>
    settle('dead', { result: 'dead', error: encodeSyncError({ kind }) })
  if (mark.overtaken) return settle('cancelled', { result: 'cancelled' })
  try {
    const records = await findMarkedRecords(hubspot, run, mark)
    await markAll(context, run, mark, records, results)
    if (Object.values(results).includes('done')) {
      run.probe(mark.probes)
      await run.worked('marks')
    }
    if (records.contacts.length === 0) {
      // It was there once: somebody has to look where it is now, so that sales do not go on under another name.
      if (await wasThere(db, mark)) return await needsSomebody('nothing_found')
      if (mark.email === null) return await needsSomebody('address_forgotten')
    }
    return await settle('completed', { result: 'completed' })
  } catch (error) {
    if (error instanceof HubspotError) {
      return settle('retried', retryOrBury(mark, encodeSyncError(error.error), random()))
    }
    if (!(error instanceof RunStopped)) throw error
    const { retryAfterSeconds: waitSeconds } = run
    return settle('released', { result: 'released', waitSeconds, error: run.stopError('marks') })
  }
}

const wasThere = async (db: Database, { kind, contactIds, assessmentIds }: ClaimedMark) =>
  kind === 'withdrawn' && (contactIds.length > 0 || (await wasSentBeforeScrub(db, assessmentIds)))

/** What is in `results` already is not repeated. */
async function markAll(
  { hubspot, deal: made, withdrawnStage, clock }: Context,
  run: HubspotRun,
  mark: ClaimedMark,
  records: MarkedRecords,
  results: MarkResults,
): Promise<void> {
  const deal = { pipeline: made.pipeline, stage: made.stage, withdrawnStage }
  for (const item of ITEMS_OF[mark.kind]) {
    if (results[item] !== undefined) continue
    results[item] =
      !mark.confirmed && CONTACT_WIDE.includes(item)
        ? 'unconfirmed'
        : await markItem[item]({ hubspot, run, mark, records, deal, now: clock.now() })
  }
}
