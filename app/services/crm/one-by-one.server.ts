import type { Crm } from '#app/domain/crm/crm.ts'
import { CrmError } from '#app/domain/crm/errors.ts'
import type { Database } from '#app/data/database.server.ts'
import { type Outcome, retryOrBury } from '#app/data/queue-outcomes.server.ts'
import { encodeSyncError } from '#app/domain/crm/failure.ts'
import { PORTAL_BUDGET } from '#app/domain/limits.ts'
import type { Clock } from '#app/platform/clock.server.ts'
import { CrmRun, type RunLimits, RunStopped } from './run.server.ts'

// Erasures and marks: each person takes several calls, of which the next depends on the last.

export type PeopleLimits = RunLimits & { people: number }

export const PEOPLE_LIMITS: PeopleLimits = {
  people: 40,
  calls: 200,
  seconds: 25,
  connections: 2,
  burst: PORTAL_BUDGET,
}

/** One person, right after the response: `waitUntil` gives 30 seconds, the last call may take ten of them. */
export const PERSON_NOW_LIMITS: PeopleLimits = { ...PEOPLE_LIMITS, people: 1, calls: 15, seconds: 15 }

export interface PeopleDependencies {
  db: Database
  /** null without an access token: what is known to be in HubSpot waits */
  crm: Crm | null
  clock: Clock
  random: () => number
}

export type PeopleCounts<Result extends string> = Record<Result, number> & {
  stopped: string | null
  /** answers that the table of kinds does not know; null: none */
  unknownAnswers: string | null
}

interface Steps<Row, Result extends string> {
  /** closes what needs no HubSpot where there is none; says how many */
  closeWithoutHubspot: () => Promise<number>
  claim: () => Promise<Row | null>
  work: (crm: Crm, run: CrmRun, row: Row) => Promise<Result>
}

/** Null: nothing to do. */
export async function workOneByOne<Row, Result extends string>(
  { db, crm, clock }: PeopleDependencies,
  limits: PeopleLimits,
  none: Record<Result, number> & { completed: number },
  { closeWithoutHubspot, claim, work }: Steps<Row, Result>,
): Promise<PeopleCounts<Result> | null> {
  const counts = { ...none }
  if (!crm) {
    counts.completed = await closeWithoutHubspot()
    return counts.completed > 0 ? { ...counts, stopped: null, unknownAnswers: null } : null
  }
  const run = new CrmRun(db, limits, clock, crm)
  let claimed = 0
  while (claimed < limits.people && !run.stopped && run.breakers.openOperations.length === 0) {
    const row = await claim()
    if (!row) break
    claimed++
    counts[await work(crm, run, row)]++
  }
  if (claimed === 0) return null
  const { firstReason, unknownAnswers } = run.breakers
  return { ...counts, stopped: run.stopped ?? firstReason, unknownAnswers }
}

/** What becomes of a row whose calls have ended by this error. Throws what is none of HubSpot's and no end of the run. */
export function outcomeOfFailure(
  error: unknown,
  run: CrmRun,
  row: Parameters<typeof retryOrBury>[0],
  { operation, random }: { operation: 'erasures' | 'marks'; random: number },
): ['retried' | 'released', Outcome] {
  if (error instanceof CrmError) return ['retried', retryOrBury(row, encodeSyncError(error.error), random)]
  if (!(error instanceof RunStopped)) throw error
  const { retryAfterSeconds: waitSeconds } = run
  return ['released', { result: 'released', waitSeconds, error: run.stopError(operation) }]
}
