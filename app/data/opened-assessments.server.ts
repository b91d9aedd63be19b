import * as z from 'zod'
import { assessmentColumns, assessmentRow } from './assessments.server.ts'
import { type Database, sql } from './database.server.ts'
import { readSpread, scoreSpread } from './roll-up/spreads.server.ts'
import { maybeOne } from './rows.server.ts'

const openedRow = assessmentRow.extend({
  /** the link that opens it, by the hash of its token; null without one */
  linkHash: z.string().nullable(),
  /** those that its owner has made */
  ownLinks: z
    .array(
      z.object({
        id: z.string(),
        tokenHash: z.string(),
        kind: z.enum(['shared', 'again']),
        expiresAt: z.string(),
      }),
    )
    .nullable(),
  /** what this browser did before, or came to compare with */
  earlier: z
    .object({
      scorecard: z.string(),
      quizVersion: z.string(),
      totalScore: z.number(),
      scoreBreakdown: z.record(z.string(), z.number()),
      responses: z.record(z.string(), z.string()),
      completedAt: z.string(),
    })
    .nullable(),
  spread: scoreSpread.nullable(),
  /** the leadership team that was made from it, or that it is in */
  team: z.object({ id: z.string(), tokenHash: z.string(), isOwner: z.boolean() }).nullable(),
})

export interface EarlierLink {
  sessionId: string
  tokenHash: string
}

/** An assessment with the link that opened it. */
export type OpenedAssessment = z.output<typeof openedRow>

/** @returns the assessment, if one of these sessions made it, or a link with one of these hashes opens it */
export async function findOwnAssessment(
  db: Database,
  id: string,
  key: {
    sessionIds: readonly string[]
    linkHashes: readonly string[]
    /** the link that this browser came by to compare with, and the session that it began from there */
    earlier?: EarlierLink
  },
): Promise<OpenedAssessment | null> {
  if (key.sessionIds.length === 0 && key.linkHashes.length === 0) return null
  const { sessionId: begun = null, tokenHash: earlierHash = null } = key.earlier ?? {}
  const rows = await db.$queryRaw(sql`
    SELECT ${assessmentColumns}, l."tokenHash" AS "linkHash", own.links AS "ownLinks", earlier.result AS earlier, (
        SELECT jsonb_build_object('id', t.id, 'tokenHash', t."tokenHash", 'isOwner', t."assessmentId" = a.id)
        FROM teams t WHERE (t."assessmentId" = a.id OR t.id = a."teamId") AND t."expiresAt" > now()
        ORDER BY t."assessmentId" = a.id DESC LIMIT 1) AS team,
      ${readSpread(sql`a`)} AS spread
    FROM assessments a
    LEFT JOIN LATERAL (
      SELECT "tokenHash" FROM access_links
      WHERE "assessmentId" = a.id AND "tokenHash" = ANY(${[...key.linkHashes]}::text[])
        AND "recipientHash" IS NOT NULL AND "expiresAt" > now()
      ORDER BY "usedAt" NULLS LAST LIMIT 1) l ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(
        jsonb_build_object('id', o.id, 'tokenHash', o."tokenHash", 'kind', o.kind, 'expiresAt', o."expiresAt")) AS links
      FROM access_links o
      WHERE o."assessmentId" = a.id AND o."recipientHash" IS NULL AND o."expiresAt" > now()) own ON true
    LEFT JOIN access_links k ON k."tokenHash" = ${earlierHash} AND k.kind <> 'shared' AND k."expiresAt" > now()
    LEFT JOIN LATERAL (
      SELECT jsonb_build_object('scorecard', e.scorecard, 'quizVersion', e."quizVersion", 'totalScore', e."totalScore",
        'scoreBreakdown', e."scoreBreakdown", 'responses', e.responses, 'completedAt', e."completedAt") AS result
      FROM assessments e
      WHERE a."sessionId" = ANY(${[...key.sessionIds]}::text[]) AND e."completedAt" < a."completedAt"
        AND e.scorecard = a.scorecard
        AND (e."sessionId" = ANY(${[...key.sessionIds]}::text[]) OR e.id = k."assessmentId")
      ORDER BY (e.id = k."assessmentId" AND a."sessionId" = ${begun}) DESC NULLS LAST, e."completedAt" DESC
      LIMIT 1) earlier ON true
    WHERE a.id = ${id} AND (a."sessionId" = ANY(${[...key.sessionIds]}::text[]) OR l."tokenHash" IS NOT NULL)`)
  return maybeOne(rows, openedRow)
}

/** @returns the assessment that the link with this hash was made to pass on */
export async function findSharedAssessment(
  db: Database,
  tokenHash: string,
): Promise<OpenedAssessment | null> {
  const rows = await db.$queryRaw(sql`
    SELECT ${assessmentColumns}, NULL AS "linkHash", NULL AS "ownLinks", NULL AS earlier, NULL AS team,
      ${readSpread(sql`a`)} AS spread
    FROM access_links l JOIN assessments a ON a.id = l."assessmentId"
    WHERE l."tokenHash" = ${tokenHash} AND l.kind = 'shared' AND l."expiresAt" > now()`)
  return maybeOne(rows, openedRow)
}
