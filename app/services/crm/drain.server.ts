import type { Crm } from '#app/domain/crm/crm.ts'
import { CrmError } from '#app/domain/crm/errors.ts'
import type { PrismaClient } from '#app/data/database.server.ts'
import { claimLeads } from '#app/data/hubspot/claims.server.ts'
import { listNeededOperations } from '#app/data/hubspot/needed-operations.server.ts'
import { noteDrain, noteDrainEnd, readSyncState, savePortalTimeZone } from '#app/data/hubspot/state.server.ts'
import { PORTAL_BUDGET } from '#app/domain/limits.ts'
import { endPauses, readPauses } from '#app/data/pauses.server.ts'
import { HUBSPOT_OPERATIONS, PORTAL_WIDE_REASONS } from '#app/domain/pause.ts'
import type { DealSettings } from '#app/domain/hubspot/mapping.ts'
import type { Clock } from '#app/platform/clock.server.ts'
import type { Log } from '#app/platform/log.server.ts'
import type { FollowUpSettings } from './follow-up-settings.server.ts'
import { type FollowUpTotals, FollowUps } from './follow-ups.server.ts'
import { type LeadCounts, LeadPipeline } from './lead-pipeline.server.ts'
import type { TakenCalls } from './call-turns.server.ts'
import { CrmRun, type RunLimits, RunStopped, lookUpNobody } from './run.server.ts'

export interface DrainDependencies {
  db: PrismaClient
  crm: Crm | null
  deal: DealSettings
  /** as the setting CONFIRM_BEFORE_SYNC */
  confirmFirst: boolean
  /** as the setting HUBSPOT_UTM_PROPERTIES */
  utm?: boolean
  /** left out: nothing follows a lead */
  followUps?: FollowUpSettings | null
  clock: Clock
  random: () => number
  log?: Log
}

export interface DrainLimits extends RunLimits {
  rows: number
  page: number
}

/** An eighth of the 10,000 subrequests that an invocation may make on a paid plan. */
export const DRAIN_LIMITS: DrainLimits = {
  rows: 10_000,
  page: 500,
  calls: 400,
  seconds: 25,
  connections: 6,
  burst: PORTAL_BUDGET,
}

const FIRST_PAGE = 100

/** `waitUntil` gives 30 seconds, and the last call may take ten of them. */
export const SYNC_NOW_LIMITS: DrainLimits = { ...DRAIN_LIMITS, rows: 2, page: 1, calls: 10, seconds: 15 }

/** From its last call on a run takes ten seconds for the answer, and settles. */
const AFTER_LAST_CALL_SECONDS = 15

export interface DrainCounts extends LeadCounts, Partial<FollowUpTotals> {
  calls: number
  stopped: string | null
  /** answers that the table of kinds does not know; null: none */
  unknownAnswers: string | null
}

/** Any number of runs at once is safe. One lead at a time tries a paused kind of call. Null: nothing to do. */
export async function drainLeads(
  {
    db,
    crm,
    deal,
    confirmFirst,
    utm = false,
    followUps: wanted = null,
    clock,
    random,
    log,
  }: DrainDependencies,
  limits: DrainLimits = DRAIN_LIMITS,
  only?: { assessmentId: string },
): Promise<DrainCounts | null> {
  if (!crm) return null
  const run = new CrmRun(db, limits, clock, crm)
  const callsAtOnce = limits.taken !== undefined
  const context = { db, crm, run, deal, utm, followUps: wanted, clock, random, log, callsAtOnce }
  const followUps = new FollowUps(context)
  const pipeline = new LeadPipeline(context, limits.page, followUps)
  try {
    // Also when a claim failed: what is under way still settles.
    await feed(pipeline, run, limits, { confirmFirst, assessmentId: only?.assessmentId }).finally(() =>
      pipeline.idle(),
    )
    await pipeline.finish()
    if (!only) await followUps.takeUp(limits.rows)
  } finally {
    if (!only && pipeline.counts.claimed > 0) await run.query((db) => noteDrainEnd(db, clock.now()))
  }
  if (!only) {
    await endOtherPauses(crm, run, pipeline.counts.claimed > 0)
    if (run.callsMade > 0) await learnTimeZone(crm, run, clock)
  }
  if (pipeline.counts.claimed === 0 && followUps.counts === null) return null
  const { firstReason, unknownAnswers } = run.breakers
  return {
    ...pipeline.counts,
    ...followUps.counts,
    calls: run.callsMade,
    stopped: run.stopped ?? firstReason,
    unknownAnswers,
  }
}

async function feed(
  pipeline: LeadPipeline,
  run: CrmRun,
  limits: DrainLimits,
  { confirmFirst, assessmentId }: { confirmFirst: boolean; assessmentId: string | undefined },
): Promise<void> {
  let previous: Promise<void> = Promise.resolve()
  // Small at first: a run that is cut off early holds few leads until its lease ends.
  let page = FIRST_PAGE
  while (!run.stopped && !pipeline.failed && pipeline.counts.claimed < limits.rows) {
    const limit = Math.min(page, limits.page, limits.rows - pipeline.counts.claimed)
    page *= 2
    const resting = run.breakers.openOperations
    const { taken, burst } = limits
    const takesCalls = taken && burst ? { budget: burst, followUps: taken.followUps } : undefined
    const claim = { limit, token: crypto.randomUUID(), assessmentId, confirmFirst, resting, takesCalls }
    const rows = await run.query((db) => claimLeads(db, claim))
    for (const { calls } of rows) if (taken && calls) noteTaken(taken, calls)
    if (rows.length === 0) {
      const { reopened } = pipeline.counts
      await pipeline.finish()
      if (pipeline.counts.reopened === reopened) break
      continue
    }
    // The run was stopped while the claim was under way; it may have met the rows that were just given back.
    if (run.stopped) {
      await pipeline.giveBack(rows)
      break
    }
    if (assessmentId === undefined && pipeline.counts.claimed === 0)
      await run.query((db) => noteDrain(db, limits.seconds + AFTER_LAST_CALL_SECONDS))
    const probes = rows.flatMap((row) => row.probes)
    run.probe(probes)
    const current = pipeline.take(rows)
    // Two pages at most are under way: the next is claimed while the calls of this one run.
    await previous
    previous = current
    // A single lead is settled before it is looked for again: newer details may have opened it meanwhile.
    if (probes.length > 0 || assessmentId !== undefined) await pipeline.finish()
    if (assessmentId !== undefined && pipeline.counts.reopened === 0) break
  }
}

function noteTaken(calls: TakenCalls, { taken, at }: { taken: number; at: Date }): void {
  calls.left += taken
  calls.takenAt = at
}

/**
 * Pauses that no row is there to try. A look-up is a read, and tells of the whole portal; any other pause ends once nobody
 * waits for it any more.
 */
async function endOtherPauses(crm: Crm, run: CrmRun, hasLeads: boolean): Promise<void> {
  if (run.stopped) return
  const pauses = await run.query((db) => readPauses(db, HUBSPOT_OPERATIONS))
  const due = pauses.filter(({ waiting }) => !waiting)
  if (due.length === 0) return
  const needed = await run.query(listNeededOperations)
  const ended = due.filter(
    ({ operation, reason }) =>
      operation === 'reads' ||
      !needed.includes(operation) ||
      (!hasLeads && PORTAL_WIDE_REASONS.includes(reason)),
  )
  if (ended.length === 0) return
  try {
    await run.call('reads', () => lookUpNobody(crm))
    await run.query((db) =>
      endPauses(
        db,
        ended.map(({ operation }) => operation),
      ),
    )
  } catch (error) {
    if (!(error instanceof CrmError || error instanceof RunStopped)) throw error
  }
}

/** Once a portal. Without it the daily limit waits an hour instead of until midnight, so that a failure is no harm. */
async function learnTimeZone(crm: Crm, run: CrmRun, clock: Clock): Promise<void> {
  if (
    crm.dailyLimit !== 'midnight' ||
    run.stopped ||
    (await run.query(readSyncState)).portalTimeZone !== null
  )
    return
  const { timeZone } = await run.callOnce(() => crm.account()).catch(() => ({ timeZone: undefined }))
  if (timeZone !== undefined) await run.query((db) => savePortalTimeZone(db, timeZone, clock.now()))
}
