import * as z from 'zod'
import { type Database, type Sql, sql } from '#app/data/database.server.ts'
import { many } from '#app/data/rows.server.ts'
import type { Day } from '#app/domain/day.ts'
import type { ScoreBand } from '#app/domain/quiz/score-spread.ts'

export const scoreSpread = z.object({
  /** the first and the last day of what is counted */
  from: z.string(),
  through: z.string(),
  lowestScores: z.array(z.number()),
  counts: z.array(z.number()),
})

/** A column: the spread of the assessment's quiz as JSON, or NULL where there is none. @param assessment its relation */
export function readSpread(assessment: Sql): Sql {
  return sql`(
    SELECT jsonb_build_object('from', "fromDay", 'through', "throughDay", 'lowestScores', "lowestScores", 'counts', counts)
    FROM score_spreads s WHERE s.scorecard = ${assessment}.scorecard AND s."quizVersion" = ${assessment}."quizVersion")`
}

const scoreCounts = z.object({
  scorecard: z.string(),
  quizVersion: z.string(),
  from: z.string(),
  through: z.string(),
  counted: z.number(),
  /** what the spread that is shown was made from; 0 without one */
  shown: z.number(),
  /** by score */
  counts: z.record(z.string(), z.number()),
})

export type ScoreCounts = z.output<typeof scoreCounts>

/** The total scores of each quiz version, of assessments that were started before this day. */
export async function readScoreCounts(db: Database, before: Day): Promise<ScoreCounts[]> {
  const rows = await db.$queryRaw(sql`
    SELECT c.scorecard, c."quizVersion", min(c.first)::text AS from, max(c.last)::text AS through, sum(c.n)::int AS counted,
      COALESCE(max(s.counted), 0) AS shown, jsonb_object_agg(c.score, c.n) AS counts
    FROM (
      SELECT scorecard, "quizVersion", score, sum(n)::int AS n, min(day) AS first, max(day) AS last
      FROM score_days WHERE area = 'total' AND day < ${before}::date GROUP BY scorecard, "quizVersion", score
    ) AS c LEFT JOIN score_spreads s USING (scorecard, "quizVersion")
    GROUP BY c.scorecard, c."quizVersion" ORDER BY c.scorecard, c."quizVersion"`)
  return many(rows, scoreCounts)
}

export async function storeSpread(
  db: Database,
  { scorecard, quizVersion, from, through, counted }: ScoreCounts,
  bands: readonly ScoreBand[],
): Promise<void> {
  const data = {
    fromDay: new Date(from),
    throughDay: new Date(through),
    counted,
    lowestScores: bands.map(({ lowestScore }) => lowestScore),
    counts: bands.map(({ count }) => count),
  }
  const key = { scorecard, quizVersion }
  await db.scoreSpread.upsert({
    where: { scorecard_quizVersion: key },
    create: { ...key, ...data },
    update: data,
  })
}
