import * as z from 'zod'
import { DEFAULT_LANGUAGE, LANGUAGES } from '#app/domain/language/languages.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { EMAIL_QUEUE } from '#app/domain/limits.ts'
import { ITEM_RESULTS, MARK_ITEMS } from '#app/domain/hubspot/contact-mark.ts'
import { PRIVACY_KINDS } from '#app/domain/privacy/action.ts'
import { CATEGORY_IDS } from '#app/domain/quiz/structure.ts'
import { allows } from '#app/data/consent.server.ts'
import { type Database, sql } from '#app/data/database.server.ts'
import { type Settlement, type SettledRow, settleClaimed, settleDue } from '#app/data/queue-settle.server.ts'
import { type QueueTable, claimDue } from '#app/data/queue.server.ts'

/** What was asked for before there was another is English. */
const language = z.enum(LANGUAGES).catch(DEFAULT_LANGUAGE)
const base = { version: z.literal(1), linkId: z.string(), language }
/** null when it has expired or was erased meanwhile */
const link = z.object({ tokenHash: z.string(), expiresAt: z.string() }).nullable()

const results = z.object({
  kind: z.literal('results'),
  payload: z.object({ ...base, briefing: z.boolean(), mayWrite: z.boolean().default(false) }),
  link,
  assessment: z
    .object({
      id: z.string(),
      totalScore: z.number(),
      scoreBreakdown: z.record(z.string(), z.number()),
      scoreCategory: z.enum(CATEGORY_IDS),
      scorecard: z.string(),
      quizVersion: z.string(),
      recommendations: z.array(z.string()),
      allowed: z.boolean(),
    })
    .nullable(),
})
const resume = z.object({
  kind: z.literal('resume'),
  payload: z.object({
    ...base,
    stepsDone: z.number(),
    totalSteps: z.number(),
    scorecard: z.string().default(DEFAULT_SCORECARD),
  }),
  link,
})
const privacy = z.object({
  kind: z.literal('privacy'),
  payload: z.object({
    ...base,
    request: z.enum(PRIVACY_KINDS),
    validHours: z.number(),
  }),
  link,
})

const receipt = z.object({
  kind: z.literal('receipt'),
  payload: z.object({ version: z.literal(1), receipt: z.string(), language }),
  /** null when it was erased meanwhile */
  receipt: z
    .object({
      withdrawnAt: z.string(),
      status: z.enum(['pending', 'completed', 'dead', 'cancelled']),
      results: z.partialRecord(z.enum(MARK_ITEMS), z.enum(ITEM_RESULTS)),
    })
    .nullable(),
})

const alert = z.object({
  kind: z.literal('alert'),
  payload: z.object({ version: z.literal(1), problem: z.string(), change: z.enum(['raised', 'recovered']) }),
})

const contents = z.discriminatedUnion('kind', [results, resume, privacy, receipt, alert])

/** What an e-mail is made from. */
export type EmailContents = z.output<typeof contents>

const columns = {
  recipient: z.string(),
  recipientHash: z.string(),
  /** since it was asked for, by the database's clock */
  ageSeconds: z.number(),
  /**
   * Seconds since the first attempt that the provider may have taken, by the database's clock; null when there was none.
   */
  unclearSeconds: z.number().nullable(),
  /** null when it was written by another version of this code: one such row must not stop the others */
  contents: contents.nullable().catch(null),
  /** of the request that brought it about */
  traceId: z.string().nullable(),
}

// All that the e-mail says, read with the claim: no round trip a message. When a run that died took it up, nobody noted; it
// was not before it was asked for. What it had not admitted, it did not send.
const lookup = sql`jsonb_build_object(
  'ageSeconds', EXTRACT(EPOCH FROM claimed."lastAttemptAt" - claimed."createdAt")::float8,
  'unclearSeconds', EXTRACT(EPOCH FROM claimed."lastAttemptAt" - COALESCE(
    (claimed.payload->>'unclearSince')::timestamptz,
    CASE WHEN claimed.abandoned AND claimed."admittedAt" IS NOT NULL THEN claimed."createdAt" END))::float8,
  'contents', jsonb_build_object(
    'kind', CASE WHEN claimed.payload ? 'receipt' THEN 'receipt' ELSE claimed.kind END,
    'payload', claimed.payload,
    'link', (
      SELECT jsonb_build_object('tokenHash', l."tokenHash", 'expiresAt', l."expiresAt")
      FROM access_links l
      LEFT JOIN assessment_sessions s ON s."sessionId" = l."sessionId" AND s."expiresAt" > now()
      WHERE l.id = claimed.payload->>'linkId' AND l."expiresAt" > now()
        AND (l."assessmentId" IS NOT NULL OR s."sessionId" IS NOT NULL)
      UNION ALL
      SELECT jsonb_build_object('tokenHash', r."tokenHash", 'expiresAt', r."expiresAt")
      FROM privacy_requests r
      WHERE claimed.kind = 'privacy' AND r.id = claimed.payload->>'linkId' AND r."expiresAt" > now()),
    'receipt', (
      SELECT jsonb_build_object('withdrawnAt', c."markedAt", 'status', c.status, 'results', c.results)
      FROM contact_marks c WHERE c.id = claimed.payload->>'receipt'),
    'assessment', (
      SELECT jsonb_build_object('id', a.id, 'totalScore', a."totalScore", 'scorecard', a.scorecard, 'quizVersion', a."quizVersion", 'scoreBreakdown', a."scoreBreakdown",
        'scoreCategory', a."scoreCategory", 'recommendations', a.recommendations,
        'allowed', ${allows('a', 'results')})
      FROM assessments a WHERE a.id = claimed."assessmentId")))`

/** E-mails on their way to the provider; the states of those with results are mirrored to the assessments. */
export const messageQueue = {
  name: sql`email_messages`,
  // A run starts no send after 45 s, a send ends after 10 s, and then it settles.
  leaseSeconds: EMAIL_QUEUE.leaseSeconds,
  columns,
  operations: sql`'{mail}'::text[]`,
  oldestFirst: true,
  ownOperations: ['mail'],
  lookup,
  // What was sent, or never will be, forgets its address and what it said; a dead one may be tried again.
  assign: sql`
        "providerMessageId" = COALESCE(o.extra->>'providerMessageId', q."providerMessageId"),
        revision = q.revision + CASE WHEN (o.extra->>'newKey')::boolean THEN 1 ELSE 0 END,
        recipient = CASE WHEN o.result IN ('retry', 'released', 'dead') THEN q.recipient END,
        payload = CASE
          WHEN o.result NOT IN ('retry', 'released', 'dead') THEN '{}'
          WHEN o.extra->>'unclearSeconds' IS NULL THEN q.payload
          ELSE q.payload || jsonb_build_object('unclearSince',
            q."lastAttemptAt" - make_interval(secs => (o.extra->>'unclearSeconds')::float8)) END`,
  mirror: sql`
      UPDATE assessments a SET
        "emailDeliveryStatus" = CASE
          WHEN s.undeliverable IS NOT NULL THEN s.undeliverable ELSE CASE s.status
          WHEN 'completed' THEN 'sent' WHEN 'dead' THEN 'failed'
          WHEN 'cancelled' THEN 'skipped' WHEN 'skipped' THEN 'skipped' ELSE 'pending' END END,
        "emailDeliveryAttempts" = a."emailDeliveryAttempts"
          + CASE WHEN s.result IN ('completed', 'retry', 'dead') THEN 1 ELSE 0 END,
        "emailDeliveryError" =
          CASE s.result WHEN 'released' THEN COALESCE(s.error, a."emailDeliveryError") ELSE s.error END,
        "emailDeliveredAt" = CASE s.result WHEN 'completed' THEN now() ELSE a."emailDeliveredAt" END
      FROM settled s WHERE a.id = s."assessmentId" AND s.kind = 'results' AND a."emailScrubbedAt" IS NULL`,
} satisfies QueueTable

export interface EmailClaim {
  limit: number
  token: string
}

/** Claims due messages, oldest first. */
export async function claimEmails(db: Database, claim: EmailClaim) {
  return claimDue(db, messageQueue, claim)
}

/**
 * What becomes of due messages without a provider, in one statement: they are not kept for later, because they would come as a
 * surprise. Where any was sent before, a setting got lost, and they wait until it is back.
 */
export async function settleUnsendable(
  db: Database,
  { limit, id, waitSeconds }: { limit: number; id?: string | undefined; waitSeconds: number },
): Promise<{ skipped: number; released: number }> {
  const only = id === undefined ? sql`true` : sql`q.id = ${id}`
  const result = sql`CASE WHEN EXISTS (SELECT FROM email_messages WHERE status = 'completed') THEN 'released' ELSE 'skipped' END`
  const settled = await settleDue(
    db,
    messageQueue,
    { limit, only },
    { result, error: 'no_provider', waitSeconds },
  )
  const skipped = settled.filter(({ status }) => status === 'skipped').length
  return { skipped, released: settled.length - skipped }
}

/** A message that this run holds. */
export type ClaimedEmail = Awaited<ReturnType<typeof claimEmails>>[number]

export interface EmailSettlement extends Settlement {
  /**
   * `unclearSeconds`: as on the claimed message; 0 when this attempt was the first unclear one. `newKey`: the next attempt
   * goes under another idempotency key.
   */
  extra: { providerMessageId: string | null; unclearSeconds: string | null; newKey: 'true' | null }
}

/** Settles messages in one statement. */
export async function settleEmails(
  db: Database,
  settlements: readonly EmailSettlement[],
): Promise<SettledRow[]> {
  return settleClaimed(db, messageQueue, settlements)
}
