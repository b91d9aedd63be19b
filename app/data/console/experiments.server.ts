import * as z from 'zod'
import { MEASURE_NAMES } from '#app/domain/experiments/experiment-types.ts'
import type { StageCounts } from '#app/domain/experiments/report.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { type Sql, sql } from '#app/data/database.server.ts'
import { type Part, time } from '#app/data/parts.server.ts'
import { visits } from './funnel.server.ts'

const experimentRow = z.object({
  id: z.string(),
  hypothesis: z.string(),
  measure: z.enum(MEASURE_NAMES),
  /** the control first */
  variants: z.array(z.string()),
  /** per cent, in the same order */
  shares: z.array(z.number()),
  planned: z.number(),
  startedAt: time,
  startedBy: z.string().nullable(),
  stoppedAt: time.nullable(),
  stoppedBy: z.string().nullable(),
  winner: z.string().nullable(),
})
export type ExperimentRow = z.output<typeof experimentRow>

/** Every test that was started, the newest first. One row each: tests take weeks. */
export function experimentsPart(): Part<ExperimentRow> {
  return { query: sql`SELECT * FROM experiments ORDER BY "startedAt" DESC, id`, row: experimentRow }
}

const counts = { landings: z.number(), starts: z.number(), completed: z.number(), emails: z.number() }
const sums = sql`COALESCE(sum(landings), 0)::int AS landings, COALESCE(sum(starts), 0)::int AS starts,
  COALESCE(sum(completed), 0)::int AS completed, COALESCE(sum(emails), 0)::int AS emails`

const variantRow = z.object({ key: z.string(), ...counts })

/** Its pages alone are tested. */
const TESTED = { scorecard: DEFAULT_SCORECARD }

/** How many visitors came how far by variant. @param id of a test; null for all of them */
export function variantCountsPart(id: string | null): Part<StageCounts & { key: string }> {
  const tests = id === null ? sql`experiments` : sql`(SELECT * FROM experiments WHERE id = ${id})`
  const day = (of: Sql) => sql`(SELECT ${of} FROM ${tests} AS tests)`
  const range = {
    from: day(sql`min(("startedAt" AT TIME ZONE 'UTC')::date)`),
    to: day(sql`max((COALESCE("stoppedAt", now()) AT TIME ZONE 'UTC')::date)`),
  }
  const query = sql`
    SELECT variant AS key, ${sums} FROM (${visits(range, TESTED)}) AS visits
    WHERE "trafficKind" = 'visitor' AND variant IN (SELECT tests.id || ':' || v FROM ${tests} AS tests, unnest(tests.variants) AS v)
    GROUP BY 1`
  return { query, row: variantRow }
}

/** How many visitors came how far in the days before today. */
export function recentCountsPart(days: number): Part<StageCounts> {
  const today = sql`(now() AT TIME ZONE 'UTC')::date`
  const range = { from: sql`(${today} - ${days}::int)`, to: sql`(${today} - 1)` }
  const query = sql`SELECT ${sums} FROM (${visits(range, TESTED)}) AS visits WHERE "trafficKind" = 'visitor'`
  return { query, row: z.object(counts) }
}
