import * as z from 'zod'
import { sql } from '#app/data/database.server.ts'
import type { CountedQuiz } from './histograms.server.ts'
import type { Part } from '#app/data/parts.server.ts'
import { LEAD_QUALITIES } from '#app/domain/lead/quality.ts'
import { DEAL_OUTCOMES } from '#app/domain/outcomes/deal-outcome.ts'
import { CATEGORY_IDS } from '#app/domain/quiz/structure.ts'

const outcomeRow = z.object({
  quality: z.enum(LEAD_QUALITIES),
  category: z.enum(CATEGORY_IDS).nullable(),
  /** null: HubSpot has not said */
  outcome: z.enum(DEAL_OUTCOMES).nullable(),
  n: z.number(),
  /** as ISO text, when HubSpot was asked last */
  readAt: z.string(),
})
export type OutcomeRow = z.output<typeof outcomeRow>

const isOf = ({ scorecard, version }: CountedQuiz) =>
  sql`a.scorecard = ${scorecard} AND a."quizVersion" = ${version}`

/** How many deals came to what, by quality and category of their assessments. */
export function outcomesPart(quiz: CountedQuiz): Part<OutcomeRow> {
  const query = sql`
    SELECT a."leadQuality" AS quality, a."scoreCategory" AS category, o.outcome, count(*)::int AS n, max(o."readAt") AS "readAt"
    FROM deal_outcomes o JOIN assessments a ON a.id = o."assessmentId"
    WHERE ${isOf(quiz)} GROUP BY 1, 2, 3`
  return { query, row: outcomeRow }
}

/** No more are looked at to weigh the areas: the newest. */
export const WEIGHED = 2_000

const dealRow = z.object({ breakdown: z.record(z.string(), z.number()), closed: z.number(), won: z.number() })

/** The newest closed deals of a quiz version by the scores of their areas. */
export function closedDealsPart(quiz: CountedQuiz): Part<z.output<typeof dealRow>> {
  const query = sql`
    SELECT "scoreBreakdown" AS breakdown, count(*)::int AS closed, (count(*) FILTER (WHERE outcome = 'won'))::int AS won
    FROM (SELECT a."scoreBreakdown", o.outcome FROM deal_outcomes o JOIN assessments a ON a.id = o."assessmentId"
      WHERE ${isOf(quiz)} AND o.outcome IN ('won', 'lost') AND a."scoreBreakdown" IS NOT NULL
      ORDER BY a."createdAt" DESC LIMIT ${WEIGHED}::int) AS newest
    GROUP BY 1`
  return { query, row: dealRow }
}
