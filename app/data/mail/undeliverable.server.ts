import * as z from 'zod'
import type { UndeliverableEvent } from '#app/domain/mail/undeliverable.ts'
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
