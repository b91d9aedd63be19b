import { BATCH_LIMIT, type Crm } from '#app/domain/crm/crm.ts'
import { CrmError } from '#app/domain/crm/errors.ts'
import type { Database } from '#app/data/database.server.ts'
import { readDealsToAsk, saveOutcomes } from '#app/data/hubspot/deal-outcomes.server.ts'
import { DAY, HOUR } from '#app/domain/duration.ts'
import { LIFETIMES, PORTAL_BUDGET } from '#app/domain/limits.ts'
import type { Clock } from '#app/platform/clock.server.ts'
import { CrmRun, RunStopped } from './run.server.ts'
import { chunk } from './group-leads.server.ts'

export interface OutcomeLimits {
  /** at most, in calls of a hundred */
  deals: number
  /** for so long after its assessment a deal is asked for */
  days: number
}

// Ten calls a night, nothing beside what a portal allows. Once the last link to a result is over it gets another number, and
// HubSpot knows the former one.
const NIGHTLY: OutcomeLimits = { deals: 1_000, days: LIFETIMES.resultsLink / DAY }

/** Half of what leads may use: they come first. */
const BUDGET = { ...PORTAL_BUDGET, calls: PORTAL_BUDGET.calls / 2 }
const SECONDS = 60
const AGAIN_AFTER_MS = 20 * HOUR * 1000

export interface OutcomeCounts {
  asked: number
  /** of which HubSpot has said what became */
  known: number
  /** why it was not asked for the rest: they come the next night */
  stopped: string | null
}

/** Asks HubSpot what became of deals. Nothing that it answers touches a lead, or pauses anything. Null: there is none to ask for. */
export async function readOutcomes(
  { db, crm, clock }: { db: Database; crm: Crm | null; clock: Clock },
  limits: OutcomeLimits = NIGHTLY,
): Promise<OutcomeCounts | null> {
  if (!crm) return null
  const now = clock.now()
  const ago = (ms: number) => new Date(now.getTime() - ms)
  const due = await readDealsToAsk(db, {
    since: ago(limits.days * DAY * 1000),
    readBefore: ago(AGAIN_AFTER_MS),
    limit: limits.deals,
  })
  if (due.length === 0) return null
  const counts: OutcomeCounts = { asked: 0, known: 0, stopped: null }
  const turns = {
    calls: Math.ceil(limits.deals / BATCH_LIMIT),
    seconds: SECONDS,
    connections: 1,
    burst: BUDGET,
  }
  const run = new CrmRun(db, turns, clock, crm)
  try {
    for (const ids of chunk(due, BATCH_LIMIT)) {
      const said = await run.callOnce(() => crm.readOutcomes(ids))
      const outcomes = outcomesOf(ids, said)
      await saveOutcomes(db, outcomes, now)
      counts.asked += ids.length
      counts.known += outcomes.filter(({ outcome }) => outcome !== null).length
    }
  } catch (error) {
    if (error instanceof CrmError) counts.stopped = error.error.kind
    else if (error instanceof RunStopped) counts.stopped = run.stopped
    else throw error
  }
  return counts
}

/** In whatever order they come. One that comes twice, and otherwise, is not known. */
function outcomesOf(ids: readonly string[], answers: Awaited<ReturnType<Crm['readOutcomes']>>) {
  return ids.map((assessmentId) => {
    const said = answers
      .filter((answer) => answer.assessmentId === assessmentId)
      .map(({ outcome }) => outcome)
    return { assessmentId, outcome: new Set(said).size === 1 ? said[0]! : null }
  })
}
