import * as z from 'zod'
import { contactJson, contactShape } from '#app/data/contact-columns.server.ts'
import { allows } from '#app/data/consent.server.ts'
import { type Database, type Sql, sql } from '#app/data/database.server.ts'
import { type SettledRow, type Settlement, settleClaimed } from '#app/data/queue-settle.server.ts'
import { type QueueTable, claimDue } from '#app/data/queue.server.ts'
import { WEBHOOK_QUEUE } from '#app/domain/limits.ts'
import type { WebhookOperation } from '#app/domain/pause.ts'
import { WEBHOOK_TYPES } from '#app/domain/webhook/events.ts'

export function webhookOperation(receiver: string): WebhookOperation {
  return `webhook:${receiver}`
}

const columns = {
  eventId: z.string(),
  type: z.enum(WEBHOOK_TYPES),
  assessmentId: z.string().nullable(),
  traceId: z.string().nullable(),
  /** as ISO text, in UTC */
  occurredAt: z.string(),
  /** since it happened, by the database's clock */
  ageSeconds: z.number(),
  assessment: z
    .object({
      completedAt: z.string(),
      totalScore: z.number(),
      // As stored, whatever release stored it: one that this one does not know must not hold up the others.
      scoreCategory: z.string(),
      scoreBreakdown: z.record(z.string(), z.number()),
      scorecard: z.string(),
      quizVersion: z.string(),
      leadQuality: z.string(),
      qualifiedForBriefing: z.boolean(),
      allowed: z.boolean(),
      confirmed: z.boolean(),
      contact: z.object(contactShape),
    })
    .nullable(),
  alert: z
    .object({ problem: z.string(), raisedAt: z.string(), recoveredAt: z.string().nullable() })
    .nullable(),
}

const utc = (time: Sql) => sql`to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** How many attempts the log of an event holds. */
const ATTEMPTS_KEPT = 20

/** Events on their way to the receivers. What they say is read with the claim, and stored nowhere. */
export const webhookQueue = {
  name: sql`webhook_deliveries`,
  // A run starts no call after 45 s, a call ends after 10 s, and then it settles.
  leaseSeconds: WEBHOOK_QUEUE.leaseSeconds,
  columns,
  operations: sql`ARRAY['webhook:' || q.receiver]`,
  oldestFirst: true,
  lookup: sql`jsonb_build_object(
    'occurredAt', ${utc(sql`claimed."createdAt"`)},
    'ageSeconds', EXTRACT(EPOCH FROM claimed."lastAttemptAt" - claimed."createdAt")::float8,
    'alert', (
      SELECT jsonb_build_object('problem', l.problem, 'raisedAt', ${utc(sql`l."raisedAt"`)}, 'recoveredAt', ${utc(sql`l."recoveredAt"`)})
      FROM alerts l WHERE l.id = claimed."alertId"),
    'assessment', (
      SELECT jsonb_build_object('completedAt', ${utc(sql`COALESCE(a."completedAt", a."createdAt")`)},
        'totalScore', a."totalScore", 'scoreCategory', a."scoreCategory", 'scoreBreakdown', a."scoreBreakdown",
        'scorecard', a.scorecard, 'quizVersion', a."quizVersion", 'leadQuality', a."leadQuality", 'qualifiedForBriefing', a."qualifiedForBriefing",
        'allowed', a."emailScrubbedAt" IS NULL AND a.email IS NOT NULL AND ${allows('a', 'contact')},
        'confirmed', a."addressConfirmedAt" IS NOT NULL, 'contact', ${contactJson('a')})
      FROM assessments a WHERE a.id = claimed."assessmentId"))`,
  assign: sql`
        attempts = CASE WHEN o.extra->>'outcome' IS NULL THEN q.attempts ELSE (
          SELECT COALESCE(jsonb_agg(entry ORDER BY place), '[]') FROM (
            SELECT entry, place FROM jsonb_array_elements(q.attempts || jsonb_build_object(
              'at', ${utc(sql`q."lastAttemptAt"`)}, 'outcome', o.extra->>'outcome',
              'status', (o.extra->>'status')::int, 'ms', (o.extra->>'ms')::int)) WITH ORDINALITY AS e(entry, place)
            ORDER BY place DESC LIMIT ${ATTEMPTS_KEPT}::int) AS kept) END,
        "assessmentId" = CASE WHEN q.type = 'lead.erased' AND o.result = 'completed' THEN NULL ELSE q."assessmentId" END`,
} satisfies QueueTable

export interface WebhookClaim {
  receiver: string
  limit: number
  token: string
  /** only what is about this assessment */
  assessmentId?: string | undefined
}

/** Claims what is due of one receiver, the oldest first. */
export async function claimWebhooks(db: Database, { receiver, limit, token, assessmentId }: WebhookClaim) {
  const about = assessmentId === undefined ? sql`true` : sql`q."assessmentId" = ${assessmentId}`
  return claimDue(db, webhookQueue, { limit, token, only: sql`q.receiver = ${receiver} AND ${about}` })
}

/** An event that this run holds. */
export type ClaimedWebhook = Awaited<ReturnType<typeof claimWebhooks>>[number]

export interface WebhookSettlement extends Settlement {
  /** for the log; `outcome` is null where nothing was sent */
  extra: { outcome: string | null; status: string | null; ms: string | null }
}

export async function settleWebhooks(
  db: Database,
  settlements: readonly WebhookSettlement[],
): Promise<SettledRow[]> {
  return settleClaimed(db, webhookQueue, settlements)
}
