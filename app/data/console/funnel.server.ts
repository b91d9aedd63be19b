import * as z from 'zod'
import { type Database, type Sql, joinSql, rawSql, sql } from '#app/data/database.server.ts'
import { many } from '#app/data/rows.server.ts'
import type { Day } from '#app/domain/day.ts'
import { TRAFFIC_KINDS } from '#app/domain/visit/traffic.ts'
import {
  FUNNEL_DIMENSIONS,
  FUNNEL_STAGES,
  type FunnelCounts,
  type FunnelDimension,
  type FunnelFilter,
  type FunnelStage,
} from '#app/domain/visit/funnel.ts'

/** Days on which visits began, both included. */
export interface DayRange {
  from: Day
  to: Day
}

const counts = Object.fromEntries(FUNNEL_STAGES.map((stage) => [stage, z.number()])) as Record<
  FunnelStage,
  z.ZodNumber
>

const column = (name: FunnelStage | FunnelDimension) => rawSql(`"${name}"`)
const stages = joinSql(FUNNEL_STAGES.map(column))
const sums = joinSql(FUNNEL_STAGES.map((stage) => sql`sum(${column(stage)})::int AS ${column(stage)}`))

/** What was counted, and the assessments under way, which are counted when they end, as a relation. */
export function visits({ from, to }: { from: Day | Sql; to: Day | Sql }, filter: FunnelFilter): Sql {
  const conditions = FUNNEL_DIMENSIONS.flatMap((dimension) => {
    const value = filter[dimension]
    return value === undefined ? [] : [sql`AND ${column(dimension)} = ${value}`]
  })
  const wanted = conditions.length > 0 ? joinSql(conditions, ' ') : sql``
  return sql`(
    SELECT day, "trafficKind", ${joinSql(FUNNEL_DIMENSIONS.map(column))}, ${stages}, 0 AS "underWay"
    FROM funnel_days WHERE day BETWEEN ${from}::date AND ${to}::date ${wanted}
    UNION ALL
    SELECT * FROM (
      SELECT ("startedAt" AT TIME ZONE 'UTC')::date AS day, "trafficKind", COALESCE("abTestVariant", '(none)') AS variant,
        COALESCE(source, '(none)') AS source, COALESCE(campaign, '(none)') AS campaign, device, locale, "quizVersion",
        "sourceKind", 0, 1, ("currentStep" >= 1)::int, ("currentStep" >= 2)::int, ("currentStep" >= 3)::int,
        ("currentStep" >= 4)::int, 0, (email IS NOT NULL)::int, 0, 0, 0, 0, 1
      FROM assessment_sessions
      WHERE "startedAt" >= ${from}::timestamp AT TIME ZONE 'UTC' AND "startedAt" < (${to}::date + 1)::timestamp AT TIME ZONE 'UTC'
    ) AS under_way WHERE true ${wanted}) AS visits`
}

const periodRow = z.object({
  current: z.boolean(),
  trafficKind: z.enum(TRAFFIC_KINDS),
  ...counts,
  underWay: z.number(),
})

/** The funnel of a period, or of the one before it, by whose visits they were. */
export type FunnelPeriod = z.output<typeof periodRow>

/**
 * Counts visits by the day on which they began.
 * @param before the first day of the period that it is compared with, which ends where the other begins
 */
export async function readFunnelPeriods(
  db: Database,
  { from, to }: DayRange,
  before: Day,
  filter: FunnelFilter = {},
): Promise<FunnelPeriod[]> {
  const rows = await db.$queryRaw(sql`
    SELECT day >= ${from}::date AS current, "trafficKind", ${sums}, sum("underWay")::int AS "underWay"
    FROM ${visits({ from: before, to }, filter)} GROUP BY 1, 2 ORDER BY 1, 2`)
  return many(rows, periodRow)
}

const dimensionRow = z.object({ value: z.string(), ...counts })

/**
 * The funnel of visitors by one of its dimensions, the most starts first.
 * @param limit of values; what is beyond it is left out
 */
export async function readFunnelBy(
  db: Database,
  dimension: FunnelDimension,
  range: DayRange,
  filter: FunnelFilter = {},
  limit = 50,
): Promise<(FunnelCounts & { value: string })[]> {
  const rows = await db.$queryRaw(sql`
    SELECT ${column(dimension)} AS value, ${sums} FROM ${visits(range, filter)} WHERE "trafficKind" = 'visitor'
    GROUP BY 1 ORDER BY sum(starts) DESC, sum(landings) DESC, 1 LIMIT ${limit}`)
  return many(rows, dimensionRow)
}

const dayRow = z.object({ day: z.string(), ...counts })

/** The funnel of visitors day by day; days without any are left out. */
export async function readFunnelByDay(
  db: Database,
  range: DayRange,
  filter: FunnelFilter = {},
): Promise<(FunnelCounts & { day: Day })[]> {
  const rows = await db.$queryRaw(sql`
    SELECT day::text, ${sums} FROM ${visits(range, filter)} WHERE "trafficKind" = 'visitor' GROUP BY 1 ORDER BY 1`)
  return many(rows, dayRow)
}
