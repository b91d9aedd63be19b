import * as z from 'zod'
import { sql } from '#app/data/database.server.ts'
import type { Part } from '#app/data/parts.server.ts'
import type { DayRange } from '#app/domain/day.ts'
import { LEAD_QUALITIES } from '#app/domain/lead/quality.ts'
import { CATEGORY_IDS } from '#app/domain/quiz/structure.ts'
import { COUNTED } from './queue-figures.server.ts'

const histograms = z.object({
  /** by area (`total`, or a key of the breakdown) and score, 0 to 100 */
  scores: z.record(z.string(), z.record(z.string(), z.number())),
  /** by question and choice */
  answers: z.record(z.string(), z.record(z.string(), z.number())),
  /** by whole minutes from start to result; 120 stands for that and more */
  minutes: z.record(z.string(), z.number()),
})

/** One version of a scorecard. */
export interface CountedQuiz {
  scorecard: string
  version: string
}

/** How many visitors' assessments have which score, answer and duration. */
export type Histograms = z.output<typeof histograms>

/** Of the assessments of one quiz version that were started in these days; of no other dimension is it counted. */
export function histogramsPart(
  { from, to }: DayRange,
  { scorecard, version }: CountedQuiz,
): Part<Histograms> {
  const range = sql`day BETWEEN ${from}::date AND ${to}::date AND scorecard = ${scorecard} AND "quizVersion" = ${version}`
  const query = sql`
    SELECT
      (SELECT COALESCE(jsonb_object_agg(area, counts), '{}') FROM (
        SELECT area, jsonb_object_agg(score, n) AS counts FROM (
          SELECT area, score, sum(n) AS n FROM current_score_days() WHERE ${range} AND area <> '(minutes)'
          GROUP BY 1, 2 HAVING sum(n) > 0) AS s
        GROUP BY 1) AS areas) AS scores,
      (SELECT COALESCE(jsonb_object_agg(question, counts), '{}') FROM (
        SELECT question, jsonb_object_agg(choice, n) AS counts FROM (
          SELECT (string_to_array(questions, ','))[1 + (place - 1) / 5] AS question,
            substr('ABCDE', 1 + ((place - 1) % 5)::int, 1) AS choice, sum(c.n) AS n
          FROM current_answer_days(), unnest(counts) WITH ORDINALITY AS c(n, place) WHERE ${range} GROUP BY 1, 2 HAVING sum(c.n) > 0) AS c
        GROUP BY 1) AS questions) AS answers,
      (SELECT COALESCE(jsonb_object_agg(minutes, n), '{}') FROM (
        SELECT score AS minutes, sum(n) AS n FROM current_score_days() WHERE ${range} AND area = '(minutes)'
        GROUP BY 1 HAVING sum(n) > 0) AS d) AS minutes`
  return { query, row: histograms }
}

/** The versions of a scorecard that visitors have completed in these days, the one with the most first. */
export function quizVersionsPart(
  { from, to }: DayRange,
  scorecard: string,
): Part<{ version: string; n: number }> {
  const query = sql`
    SELECT "quizVersion" AS version, sum(completed)::int AS n FROM current_funnel_days()
    WHERE day BETWEEN ${from}::date AND ${to}::date AND "trafficKind" = 'visitor'
      AND scorecard = ${scorecard}
    GROUP BY 1 HAVING sum(completed) > 0 ORDER BY 2 DESC, 1 LIMIT 20`
  return { query, row: z.object({ version: z.string(), n: z.number() }) }
}

const qualityRow = z.object({
  quality: z.enum(LEAD_QUALITIES),
  category: z.enum(CATEGORY_IDS).nullable(),
  n: z.number(),
})
export type QualityRow = z.output<typeof qualityRow>

/** Visitors' assessments by lead quality and category, as the list of leads shows them: of the newest {@link COUNTED} and one. */
export function qualitiesPart({ from, to }: DayRange, { scorecard, version }: CountedQuiz): Part<QualityRow> {
  const query = sql`
    SELECT "leadQuality" AS quality, "scoreCategory" AS category, count(*)::int AS n FROM (
      SELECT "leadQuality", "scoreCategory" FROM assessments
      WHERE "createdAt" > '-infinity' AND "createdAt" >= ${from}::timestamp AT TIME ZONE 'UTC'
        AND "createdAt" < (${to}::date + 1)::timestamp AT TIME ZONE 'UTC'
        AND "trafficKind" = 'visitor' AND scorecard = ${scorecard} AND "quizVersion" = ${version}
      ORDER BY "createdAt" DESC, id DESC LIMIT ${COUNTED + 1}::int) AS newest
    GROUP BY 1, 2`
  return { query, row: qualityRow }
}
