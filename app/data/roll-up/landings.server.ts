import * as z from 'zod'
import { CAMPAIGNS_TOLD_APART } from '#app/domain/limits.ts'
import type { Attribution } from '#app/domain/visit/attribution.ts'
import type { TrafficKind } from '#app/domain/visit/traffic.ts'
import { type Database, type Sql, sql } from '#app/data/database.server.ts'
import type { Counter } from '#app/data/rate-limit.server.ts'
import { one } from '#app/data/rows.server.ts'

/** What figures tell visits apart by. */
export interface VisitData extends Attribution {
  abTestVariant: string | null
  trafficKind: TrafficKind
  device: string
  locale: string
}

/**
 * A relation of one row: source, medium and campaign as they are kept, which is together with others beyond so many in a day.
 * @param condition on which it is worth noting that there is such a campaign
 */
export function admitCampaign({ source, medium, campaign }: Attribution, condition: Sql): Sql {
  const where = (value: string | null) => sql`CASE WHEN ${condition} THEN ${value}::text END`
  return sql`admit_campaign(${CAMPAIGNS_TOLD_APART}::int, ${where(source)}, ${where(medium)}, ${where(campaign)})`
}

const landing = z.object({ counted: z.boolean() })

/**
 * Counts a view of the landing page on the day of `now`.
 * @param counters that of the visitor first; one without room, and nothing is counted
 * @returns whether it was
 */
export async function insertLanding(
  db: Database,
  visit: VisitData,
  quiz: { scorecard: string; quizVersion: string },
  counters: readonly Counter[],
): Promise<boolean> {
  const keys = counters.map(({ key }) => key)
  const times = counters.map(({ limit }) => limit.times)
  const seconds = counters.map(({ limit }) => limit.seconds)
  const rows = await db.$queryRaw(sql`
    SELECT count_landing(${keys}::text[], ${times}::int[], ${seconds}::float8[], ${CAMPAIGNS_TOLD_APART}::int,
      ROW((now() AT TIME ZONE 'UTC')::date, 0, false, ${visit.trafficKind}::text, COALESCE(${visit.abTestVariant}::text, '(none)'),
        ${visit.source}::text, ${visit.campaign}::text, ${visit.device}::text, ${visit.locale}::text, ${quiz.scorecard}::text, ${quiz.quizVersion}::text,
        ${visit.sourceKind}::text, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)::funnel_days) AS counted`)
  return one(rows, landing).counted
}
