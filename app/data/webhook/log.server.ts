import * as z from 'zod'
import { WEBHOOK_TYPES, type WebhookType } from '#app/domain/webhook/events.ts'
import { type Database, type Sql, sql } from '#app/data/database.server.ts'
import { type Part, readPart, time } from '#app/data/parts.server.ts'
import { one } from '#app/data/rows.server.ts'
import type { Cursor } from '#app/domain/console/query.ts'

/** Which events: all that match what is given. Without anything those that were given up. */
export interface WebhookSelection {
  /** of the delivery, the event or the assessment */
  ids?: readonly string[]
  receiver?: string
  type?: WebhookType
  /** the first word of the stored error */
  cause?: string
  status?: 'pending' | 'completed' | 'dead'
}

const TO_BE_SENT = sql`q.status IN ('pending', 'dead')`
const NOTHING_TO_SEND_AGAIN = sql`q.status <> 'cancelled' AND (q."claimToken" IS NULL OR q.status <> 'pending')`

function matches({ ids, receiver, type, cause, status }: WebhookSelection): Sql {
  const named = [...(ids ?? [])]
  return sql`
    (${ids === undefined} OR q.id = ANY(${named}::text[]) OR q."eventId" = ANY(${named}::text[]) OR q."assessmentId" = ANY(${named}::text[]))
    AND (${receiver ?? null}::text IS NULL OR q.receiver = ${receiver ?? null})
    AND (${type ?? null}::text IS NULL OR q.type = ${type ?? null})
    AND (${cause ?? null}::text IS NULL OR split_part(q."lastError", ' ', 1) = ${cause ?? null})
    AND q.status = COALESCE(${status ?? null}::text, CASE WHEN ${ids === undefined} THEN 'dead' ELSE q.status END)`
}

const count = z.object({ count: z.number() })

/** How many events {@link redeliver} would send again. @param atMost it counts no further */
export async function countMatching(
  db: Database,
  selection: WebhookSelection,
  atMost: number | null = null,
): Promise<number> {
  const rows = await db.$queryRaw(sql`
    SELECT count(*)::int AS count FROM (
      SELECT FROM webhook_deliveries q WHERE ${NOTHING_TO_SEND_AGAIN} AND ${matches(selection)} LIMIT ${atMost}::int) AS counted`)
  return one(rows, count).count
}

/** How many {@link dismissWebhooks} would give up. @param atMost as of {@link countMatching} */
export async function countDismissible(
  db: Database,
  selection: WebhookSelection,
  atMost: number | null = null,
): Promise<number> {
  const rows = await db.$queryRaw(sql`
    SELECT count(*)::int AS count FROM (
      SELECT FROM webhook_deliveries q WHERE ${TO_BE_SENT} AND ${matches(selection)} LIMIT ${atMost}::int) AS counted`)
  return one(rows, count).count
}

/**
 * Makes events due again, under the ids that they had, in one statement: whoever has one knows it for a repeat. What they say is
 * what is so now, and one about a person who has withdrawn since says nothing. What somebody else is changing, such as an erasure,
 * is left alone: nobody waits for another in a circle.
 * @returns how many
 */
export async function redeliver(db: Database, selection: WebhookSelection): Promise<number> {
  const rows = await db.$queryRaw(sql`
    WITH chosen AS MATERIALIZED (
      SELECT q.id FROM webhook_deliveries q WHERE ${NOTHING_TO_SEND_AGAIN} AND ${matches(selection)} FOR UPDATE SKIP LOCKED
    ), again AS (
      UPDATE webhook_deliveries q SET status = 'pending', "nextRetryAt" = now(), "retryCount" = 0, "completedAt" = NULL,
        "claimToken" = NULL, "createdAt" = CASE WHEN q.status = 'dead' THEN now() ELSE q."createdAt" END
      FROM chosen WHERE q.id = chosen.id RETURNING q.id
    ) SELECT count(*)::int AS count FROM again`)
  return one(rows, count).count
}

/** Gives up what still waits, or was given up already, for good. @returns how many */
export async function dismissWebhooks(db: Database, selection: WebhookSelection): Promise<number> {
  const rows = await db.$queryRaw(sql`
    WITH chosen AS MATERIALIZED (
      SELECT q.id FROM webhook_deliveries q WHERE ${TO_BE_SENT} AND ${matches(selection)} FOR UPDATE SKIP LOCKED
    ), over AS (
      UPDATE webhook_deliveries q SET status = 'cancelled', "claimToken" = NULL
      FROM chosen WHERE q.id = chosen.id RETURNING q.id
    ) SELECT count(*)::int AS count FROM over`)
  return one(rows, count).count
}

const receiversNamed = (receiver: string | null) =>
  sql`FROM webhook_receivers WHERE "retiredAt" IS NULL AND (${receiver}::text IS NULL OR receiver = ${receiver})`

/** How many receivers {@link queueTestEvents} would reach. */
export async function countReceivers(db: Database, receiver: string | null): Promise<number> {
  const rows = await db.$queryRaw(sql`SELECT count(*)::int AS count ${receiversNamed(receiver)}`)
  return one(rows, count).count
}

/** Queues a test for one receiver, or for all that there are. @returns how many */
export async function queueTestEvents(db: Database, receiver: string | null): Promise<number> {
  const rows = await db.$queryRaw(sql`
    WITH made AS (
      INSERT INTO webhook_deliveries (id, "eventId", type, receiver)
      SELECT gen_random_uuid()::text, 'msg_' || replace(gen_random_uuid()::text, '-', ''), 'test', receiver
      ${receiversNamed(receiver)}
      RETURNING id
    ) SELECT count(*)::int AS count FROM made`)
  return one(rows, count).count
}

const attempt = z.object({
  /** as ISO text */
  at: z.string(),
  outcome: z.string(),
  status: z.number().nullable(),
  ms: z.number(),
})

const logRow = z.object({
  id: z.string(),
  eventId: z.string(),
  type: z.enum(WEBHOOK_TYPES),
  receiver: z.string(),
  status: z.string(),
  createdAt: time,
  nextRetryAt: time,
  lastError: z.string().nullable(),
  attempts: z.array(attempt),
})
export type WebhookLogRow = z.output<typeof logRow>

/** The last events that match, the newest first: their times, statuses and attempts, and nothing of what they said. */
export function webhookLogPart(
  selection: WebhookSelection,
  limit: number,
  before: Cursor | null = null,
): Part<WebhookLogRow> {
  const any = Object.keys(selection).length === 0 ? sql`true` : matches(selection)
  const older = before ? sql`(q."createdAt", q.id) < (${before.time}::timestamptz, ${before.id})` : sql`true`
  const query = sql`
    SELECT id, "eventId", type, receiver, status, "createdAt", "nextRetryAt", "lastError", attempts
    FROM webhook_deliveries q WHERE ${older} AND ${any} ORDER BY "createdAt" DESC, id DESC LIMIT ${limit}::int`
  return { query, row: logRow }
}

export function listWebhooks(
  db: Database,
  selection: WebhookSelection,
  limit: number,
): Promise<WebhookLogRow[]> {
  return readPart(db, webhookLogPart(selection, limit))
}
