import * as z from 'zod'
import type { UndeliverableEvent } from '#app/domain/mail/undeliverable.ts'
import type { MailFailure } from '#app/domain/mail/failure.ts'
import { type Database, sql } from '#app/data/database.server.ts'
import type { Part } from '#app/data/parts.server.ts'
import { one } from '#app/data/rows.server.ts'

const noted = z.object({ mark: z.string().nullable() })

/**
 * Notes that an e-mail bounced or was complained of, on the message and its assessment. No other goes to its address. Safe to
 * repeat, in any order.
 * @returns what HubSpot is to be told of the lead; null where there is nothing new, or nothing to tell
 */
export async function noteUndeliverable(
  db: Database,
  { messageId, providerMessageId }: { messageId: string | null; providerMessageId: string },
  event: UndeliverableEvent,
): Promise<string | null> {
  const rows = await db.$queryRaw(sql`
    SELECT note_undeliverable(${messageId}::text, ${providerMessageId}, ${event}) AS mark`)
  return one(rows, noted).mark
}

const early = z.object({ early: z.boolean() })

/**
 * Notes that the provider did not send an e-mail that it had taken. What it takes to send it is gone by then: the page of its results
 * no longer says that they were sent, and whoever gives the address once more gets them. Safe to repeat.
 * @returns false where the e-mail is still being sent as far as is known here: to be told again
 */
export async function noteNotSent(
  db: Database,
  { messageId, providerMessageId }: { messageId: string | null; providerMessageId: string },
): Promise<boolean> {
  const error: MailFailure = 'not_sent_after_all'
  // Assessments before messages, as everywhere.
  const rows = await db.$queryRaw(sql`
    WITH told AS MATERIALIZED (
      SELECT id, "assessmentId", status FROM email_messages
      WHERE id = ${messageId} OR "providerMessageId" = ${providerMessageId} LIMIT 1
    ), held AS MATERIALIZED (
      SELECT a.id FROM assessments a WHERE a.id IN (SELECT "assessmentId" FROM told) FOR NO KEY UPDATE
    ), failed AS (
      UPDATE email_messages q SET status = 'skipped', "lastError" = ${error}, "admittedAt" = NULL
      FROM told WHERE q.id = told.id AND q.status = 'completed' AND (SELECT count(*) FROM held) >= 0
      RETURNING q."assessmentId", q.kind, q."createdAt"
    ), mirrored AS (
      UPDATE assessments a SET "emailDeliveryStatus" = 'skipped', "emailDeliveryError" = ${error}
      FROM failed f
      WHERE a.id = f."assessmentId" AND f.kind = 'results' AND a."emailScrubbedAt" IS NULL AND NOT EXISTS (
        SELECT FROM email_messages o
        WHERE o."assessmentId" = a.id AND o.kind = 'results' AND o."createdAt" > f."createdAt")
    )
    SELECT EXISTS (SELECT FROM told WHERE status = 'pending') AS early`)
  return !one(rows, early).early
}

const counts = z.object({ bounced: z.number(), complained: z.number() })

/** How many of the e-mails that are still on record bounced, or were complained of. */
export const undeliverablePart: Part<z.output<typeof counts>> = {
  row: counts,
  query: sql`
    SELECT (count(*) FILTER (WHERE undeliverable = 'bounced'))::int AS bounced,
      (count(*) FILTER (WHERE undeliverable = 'complained'))::int AS complained
    FROM email_messages WHERE undeliverable IS NOT NULL`,
}

export async function countUndeliverable(db: Database): Promise<z.output<typeof counts>> {
  return one(await db.$queryRaw(undeliverablePart.query), counts)
}
