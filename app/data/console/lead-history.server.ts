import * as z from 'zod'
import { CATEGORY_IDS } from '#app/domain/quiz/structure.ts'
import { contactJson, contactShape } from '#app/data/contact-columns.server.ts'
import { sql } from '#app/data/database.server.ts'
import { type Part, time } from '#app/data/parts.server.ts'

const maybeTime = time.nullable()

const factsRow = z.object({
  id: z.string(),
  createdAt: time,
  completedAt: maybeTime,
  completionTimeSeconds: z.number().nullable(),
  totalScore: z.number().nullable(),
  scoreCategory: z.enum(CATEGORY_IDS).nullable(),
  scoreBreakdown: z.record(z.string(), z.number()).nullable().catch(null),
  scorecard: z.string(),
  quizVersion: z.string(),
  leadQuality: z.string(),
  consentAt: maybeTime,
  consentPurposes: z.array(z.string()),
  consentWithdrawnAt: maybeTime,
  addressConfirmedAt: maybeTime,
  syncStatus: z.string(),
  hubspotContactId: z.string().nullable(),
  hubspotDealId: z.string().nullable(),
  hubspotSyncedAt: maybeTime,
  emailStatus: z.string(),
  emailDeliveredAt: maybeTime,
  emailScrubbedAt: maybeTime,
  reachable: z.boolean(),
  contact: z.object(contactShape).nullable(),
})
export type LeadFacts = z.output<typeof factsRow>

/** What is known of one lead. @param details also contact details: the look must have been recorded */
export function leadFactsPart(id: string, details: boolean): Part<LeadFacts> {
  const query = sql`
    SELECT a.id, a."createdAt", a."completedAt", a."completionTimeSeconds", a."totalScore", a."scoreCategory",
      a."scoreBreakdown", a.scorecard, a."quizVersion", a."leadQuality", a."consentAt", a."consentPurposes", a."consentWithdrawnAt",
      a."addressConfirmedAt", a."hubspotSyncStatus" AS "syncStatus", a."hubspotContactId", a."hubspotDealId",
      a."hubspotSyncedAt", a."emailDeliveryStatus" AS "emailStatus", a."emailDeliveredAt", a."emailScrubbedAt",
      a.email IS NOT NULL AS reachable, ${details ? contactJson('a') : sql`NULL::jsonb`} AS contact
    FROM assessments a WHERE a.id = ${id}`
  return { query, row: factsRow }
}

const queueRow = z.object({
  id: z.string(),
  kind: z.string(),
  status: z.string(),
  createdAt: time,
  lastAttemptAt: maybeTime,
  nextRetryAt: time,
  completedAt: maybeTime,
  attempts: z.number(),
  error: z.string().nullable(),
  /** of an e-mail: bounced or complained */
  undeliverable: z.string().nullable(),
})
/** A row of a queue that is about a lead. */
export type LeadQueueRow = z.output<typeof queueRow>

const ROWS_SHOWN = 50

export function leadSyncsPart(id: string): Part<LeadQueueRow> {
  const query = sql`
    SELECT q.id, q."syncType" AS kind, CASE WHEN q."awaitsConfirmation" AND q.status = 'pending' THEN 'awaiting' ELSE q.status
      END AS status, q."createdAt", q."lastAttemptAt", q."nextRetryAt", q."completedAt", q."retryCount" AS attempts,
      q."lastError" AS error, NULL AS undeliverable
    FROM hubspot_sync_queue q WHERE q."assessmentId" = ${id} ORDER BY q."createdAt" DESC LIMIT ${ROWS_SHOWN}::int`
  return { query, row: queueRow }
}

export function leadEmailsPart(id: string): Part<LeadQueueRow> {
  const query = sql`
    SELECT q.id, q.kind, q.status, q."createdAt", q."lastAttemptAt", q."nextRetryAt", q."completedAt",
      q."retryCount" AS attempts, q."lastError" AS error, q.undeliverable
    FROM email_messages q WHERE q."assessmentId" = ${id} ORDER BY q."createdAt" DESC LIMIT ${ROWS_SHOWN}::int`
  return { query, row: queueRow }
}

/** Notes, forms and owners. */
export function leadFollowUpsPart(id: string): Part<LeadQueueRow> {
  const query = sql`
    SELECT q.id, q.kind, q.status, q."createdAt", q."lastAttemptAt", q."nextRetryAt", q."completedAt",
      q."retryCount" AS attempts, q."lastError" AS error, NULL AS undeliverable
    FROM hubspot_follow_ups q WHERE q."assessmentId" = ${id} ORDER BY q."createdAt" DESC LIMIT ${ROWS_SHOWN}::int`
  return { query, row: queueRow }
}

/** What receivers of webhooks are told. */
export function leadWebhooksPart(id: string): Part<LeadQueueRow> {
  const query = sql`
    SELECT q.id, q.type AS kind, q.status, q."createdAt", q."lastAttemptAt", q."nextRetryAt", q."completedAt",
      q."retryCount" AS attempts, q."lastError" AS error, NULL AS undeliverable
    FROM webhook_deliveries q WHERE q."assessmentId" = ${id} ORDER BY q."createdAt" DESC LIMIT ${ROWS_SHOWN}::int`
  return { query, row: queueRow }
}

/** Withdrawals, bounces and complaints, as long as they know whose they are. */
export function leadMarksPart(id: string): Part<LeadQueueRow> {
  const query = sql`
    SELECT q.id, q.kind, q.status, q."markedAt" AS "createdAt", q."lastAttemptAt", q."nextRetryAt", q."completedAt",
      q."retryCount" AS attempts, q."lastError" AS error, NULL AS undeliverable
    FROM contact_marks q WHERE q."assessmentIds" @> ARRAY[${id}::text] ORDER BY q."markedAt" DESC LIMIT ${ROWS_SHOWN}::int`
  return { query, row: queueRow }
}

const linkRow = z.object({
  kind: z.string(),
  createdAt: time,
  expiresAt: time,
  usedAt: maybeTime,
})
export type LeadLinkRow = z.output<typeof linkRow>

export function leadLinksPart(id: string): Part<LeadLinkRow> {
  const query = sql`
    SELECT kind, "createdAt", "expiresAt", "usedAt" FROM access_links
    WHERE "assessmentId" = ${id} ORDER BY "createdAt" DESC LIMIT ${ROWS_SHOWN}::int`
  return { query, row: linkRow }
}
