import * as z from 'zod'
import { type Sql, joinSql, rawSql, sql } from '#app/data/database.server.ts'
import type { Part } from '#app/data/parts.server.ts'
import type { Day, DayRange } from '#app/domain/day.ts'
import { TRAFFIC_KINDS } from '#app/domain/visit/traffic.ts'
import {
  FUNNEL_DIMENSIONS,
  FUNNEL_STAGES,
  type FunnelDimension,
  type FunnelFilter,
  type FunnelStage,
} from '#app/domain/visit/funnel.ts'

const counts = Object.fromEntries(FUNNEL_STAGES.map((stage) => [stage, z.number()])) as Record<
  FunnelStage,
  z.ZodNumber
>

const column = (name: FunnelStage | FunnelDimension) => rawSql(`"${name}"`)
const dimensions = joinSql(FUNNEL_DIMENSIONS.map(column))
const stages = joinSql(FUNNEL_STAGES.map(column))
const sums = joinSql(FUNNEL_STAGES.map((stage) => sql`sum(${column(stage)})::int AS ${column(stage)}`))
const currentSums = joinSql(
  FUNNEL_STAGES.map(
    (stage) => sql`COALESCE(sum(${column(stage)}) FILTER (WHERE current), 0)::int AS ${column(stage)}`,
  ),
)

/** What was counted, and the assessments under way, which are counted when they end, as a relation. */
export function visits({ from, to }: { from: Day | Sql; to: Day | Sql }, filter: FunnelFilter): Sql {
  const conditions = FUNNEL_DIMENSIONS.flatMap((dimension) => {
    const value = filter[dimension]
    return value === undefined ? [] : [sql`AND ${column(dimension)} = ${value}`]
  })
  const wanted = conditions.length > 0 ? joinSql(conditions, ' ') : sql``
  return sql`
    SELECT day, "trafficKind", ${dimensions}, ${stages}, 0 AS "underWay"
    FROM current_funnel_days() WHERE day BETWEEN ${from}::date AND ${to}::date ${wanted}
    UNION ALL
    SELECT * FROM (
      SELECT ("startedAt" AT TIME ZONE 'UTC')::date AS day, "trafficKind", COALESCE("abTestVariant", '(none)') AS variant,
        COALESCE(source, '(none)') AS source, COALESCE(campaign, '(none)') AS campaign, device, locale, scorecard, "quizVersion",
        "sourceKind", 0, 1, ("currentStep" >= 1)::int, ("currentStep" >= 2)::int, ("currentStep" >= 3)::int,
        ("currentStep" >= 4)::int, ("currentStep" >= 5)::int, ("currentStep" >= 6)::int, ("currentStep" >= 7)::int,
        ("currentStep" >= 8)::int, 0, (email IS NOT NULL)::int, 0, 0, 0, 0, 1
      FROM assessment_sessions
      WHERE "startedAt" >= ${from}::timestamp AT TIME ZONE 'UTC' AND "startedAt" < (${to}::date + 1)::timestamp AT TIME ZONE 'UTC'
    ) AS under_way WHERE true ${wanted}`
}

/** A period, and how the one that ends where it begins is compared with it. */
export interface ComparedPeriods {
  range: DayRange
  before: DayRange
}

const periodRow = z.object({
  current: z.boolean(),
  trafficKind: z.enum(TRAFFIC_KINDS),
  ...counts,
  underWay: z.number(),
})

/** The funnel of a period, or of the one before it, by whose visits they were. */
export type FunnelPeriod = z.output<typeof periodRow>

/** Counts visits by the day on which they began. Where a period had none, it has no row. */
export function funnelPeriodsPart(
  { range, before }: ComparedPeriods,
  filter: FunnelFilter = {},
): Part<FunnelPeriod> {
  const query = sql`
    SELECT day >= ${range.from}::date AS current, "trafficKind", ${sums}, sum("underWay")::int AS "underWay"
    FROM (${visits({ from: before.from, to: range.to }, filter)}) AS visits GROUP BY 1, 2`
  return { query, row: periodRow }
}

const detailRow = z.object({
  by: z.enum(['period', 'day', ...FUNNEL_DIMENSIONS]),
  /** a day, a value of the dimension, or of a period whose visits they were; null for all values together that are not told apart */
  value: z.string().nullable(),
  /** how many values it stands for */
  values: z.number(),
  current: z.boolean(),
  ...counts,
  underWay: z.number(),
  /** in the period before */
  startsBefore: z.number(),
})

/** A line of the funnel told apart: by period, day, or one of the dimensions. */
export type FunnelDetail = z.output<typeof detailRow>

const told = joinSql(FUNNEL_DIMENSIONS.map((dimension) => sql`(${dimension}::text, ${column(dimension)})`))

/**
 * The funnel with all that a page tells apart, from one reading of the days: periods by whose visits they were; of visitors the days
 * of the period, and each dimension.
 * @param top so many values of a dimension are told apart, by starts; the others are one line
 */
export function funnelDetailsPart(
  { range, before }: ComparedPeriods,
  filter: FunnelFilter,
  top: number,
): Part<FunnelDetail> {
  const query = sql`
    WITH visits AS NOT MATERIALIZED (${visits({ from: before.from, to: range.to }, filter)}),
    combined AS MATERIALIZED (
      SELECT day >= ${range.from}::date AS current, "trafficKind", ${dimensions}, ${sums}, sum("underWay")::int AS "underWay"
      FROM visits GROUP BY 1, 2, ${dimensions}),
    ranked AS MATERIALIZED (
      SELECT by, value, ${currentSums}, COALESCE(sum("underWay") FILTER (WHERE current), 0) AS "underWay",
        COALESCE(sum(starts) FILTER (WHERE NOT current), 0) AS "startsBefore",
        row_number() OVER (PARTITION BY by ORDER BY COALESCE(sum(starts) FILTER (WHERE current), 0) DESC,
          COALESCE(sum(landings) FILTER (WHERE current), 0) DESC, value) AS place
      FROM combined, LATERAL (VALUES ${told}) AS told(by, value) WHERE "trafficKind" = 'visitor' GROUP BY by, value)
    SELECT 'period' AS by, "trafficKind" AS value, 1 AS values, current, ${sums}, sum("underWay")::int AS "underWay",
      0 AS "startsBefore"
    FROM combined GROUP BY 2, 4
    UNION ALL
    SELECT 'day', day::text, 1, true, ${sums}, sum("underWay")::int, 0
    FROM visits WHERE "trafficKind" = 'visitor' AND day >= ${range.from}::date GROUP BY day
    UNION ALL
    (SELECT by, CASE WHEN place <= ${top}::int THEN value END, count(*)::int, true, ${sums}, sum("underWay")::int,
      sum("startsBefore")::int
    FROM ranked GROUP BY 1, 2 ORDER BY 1, min(place))`
  return { query, row: detailRow }
}

const checkRow = z.object({
  /** the last day that was counted again */
  lastDay: z.string().nullable(),
  checkedAt: z.coerce.date().nullable(),
  /** days on which the recount and the figures differ */
  wrongDays: z.number(),
  firstWrong: z.string().nullable(),
})
export type RollUpState = z.output<typeof checkRow>

/** Whether the nightly recount of the assessments has come to what was counted. */
export const rollUpStatePart: Part<RollUpState> = {
  row: checkRow,
  query: sql`
    SELECT max(day)::text AS "lastDay", max("checkedAt") AS "checkedAt",
      (count(*) FILTER (WHERE differences > 0))::int AS "wrongDays",
      (min(day) FILTER (WHERE differences > 0))::text AS "firstWrong"
    FROM roll_up_checks`,
}
