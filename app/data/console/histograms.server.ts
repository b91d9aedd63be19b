import * as z from 'zod'
import { type Database, sql } from '#app/data/database.server.ts'
import { one } from '#app/data/rows.server.ts'
import type { DayRange } from './funnel.server.ts'

const histograms = z.object({
  /** by area (`total`, or a key of the breakdown) and score, 0 to 100 */
  scores: z.record(z.string(), z.record(z.string(), z.number())),
  /** by question and choice */
  answers: z.record(z.string(), z.record(z.string(), z.number())),
  /** by whole minutes from start to result; 120 stands for that and more */
  minutes: z.record(z.string(), z.number()),
})

/** How many visitors' assessments have which score, answer and duration. */
export type Histograms = z.output<typeof histograms>

/** Of the assessments of one quiz version that were started in these days; of no other dimension is it counted. */
export async function readHistograms(
  db: Database,
  { from, to }: DayRange,
  quizVersion: string,
): Promise<Histograms> {
  const range = sql`day BETWEEN ${from}::date AND ${to}::date AND "quizVersion" = ${quizVersion}`
  const rows = await db.$queryRaw(sql`
    SELECT
      (SELECT COALESCE(jsonb_object_agg(area, counts), '{}') FROM (
        SELECT area, jsonb_object_agg(score, n) AS counts FROM (
          SELECT area, score, sum(n) AS n FROM score_days WHERE ${range} GROUP BY 1, 2 HAVING sum(n) > 0) AS s
        GROUP BY 1) AS areas) AS scores,
      (SELECT COALESCE(jsonb_object_agg(question, counts), '{}') FROM (
        SELECT question, jsonb_object_agg(choice, n) AS counts FROM (
          SELECT (string_to_array(questions, ','))[1 + (place - 1) / 5] AS question,
            substr('ABCDE', 1 + ((place - 1) % 5)::int, 1) AS choice, sum(c.n) AS n
          FROM answer_days, unnest(counts) WITH ORDINALITY AS c(n, place) WHERE ${range} GROUP BY 1, 2 HAVING sum(c.n) > 0) AS c
        GROUP BY 1) AS questions) AS answers,
      (SELECT COALESCE(jsonb_object_agg(minutes, n), '{}') FROM (
        SELECT minutes, sum(n) AS n FROM duration_days WHERE ${range} GROUP BY 1 HAVING sum(n) > 0) AS d) AS minutes`)
  return one(rows, histograms)
}
