import * as z from 'zod'
import type { WebhookType } from '#app/domain/webhook/events.ts'
import { type Database, type Sql, sql } from '#app/data/database.server.ts'
import { type Part, readPart, time } from '#app/data/parts.server.ts'

export interface RegisteredReceiver {
  /** a hash of its address */
  receiver: string
  events: readonly WebhookType[]
  confirmFirst: boolean
}

/**
 * Makes the receivers known to the statements that queue events, and retires those that the settings do not name any more: what
 * waits for them stays, for when they come back.
 */
export async function registerReceivers(
  db: Database,
  receivers: readonly RegisteredReceiver[],
): Promise<void> {
  await db.$executeRaw(sql`
    WITH named AS (
      SELECT receiver, ARRAY(SELECT jsonb_array_elements_text(events)) AS events, "confirmFirst"
      FROM jsonb_to_recordset(${JSON.stringify(receivers)}::jsonb) AS x(receiver text, events jsonb, "confirmFirst" boolean)
    ), retired AS (
      UPDATE webhook_receivers SET "retiredAt" = now()
      WHERE "retiredAt" IS NULL AND receiver NOT IN (SELECT receiver FROM named)
    )
    INSERT INTO webhook_receivers AS r (receiver, events, "confirmFirst") SELECT * FROM named
    ON CONFLICT (receiver) DO UPDATE SET
      events = EXCLUDED.events, "confirmFirst" = EXCLUDED."confirmFirst", "retiredAt" = NULL
      WHERE (r.events, r."confirmFirst") IS DISTINCT FROM (EXCLUDED.events, EXCLUDED."confirmFirst")
        OR r."retiredAt" IS NOT NULL`)
}

const receiverRow = z.object({
  receiver: z.string(),
  retired: z.boolean(),
  waiting: z.number(),
  dead: z.number(),
  delivered: z.number(),
  oldestWaitingSeconds: z.number().nullable(),
  lastDeliveredAt: time.nullable(),
  pausedSince: time.nullable(),
  pauseReason: z.string().nullable(),
  pauseEvidence: z.string().nullable(),
  nextProbeAt: time.nullable(),
})
export type ReceiverState = z.output<typeof receiverRow>

/** How it stands with each receiver that was ever known. @param atMost so many of a receiver's events are counted of each status */
export function receiversPart(atMost: number | null = null): Part<ReceiverState> {
  const counted = (status: Sql) =>
    sql`(SELECT count(*)::int FROM (SELECT FROM webhook_deliveries d
      WHERE d.receiver = r.receiver AND d.status = ${status} LIMIT ${atMost}::int) AS counted)`
  const query = sql`
    SELECT r.receiver, r."retiredAt" IS NOT NULL AS retired,
      ${counted(sql`'pending'`)} AS waiting, ${counted(sql`'dead'`)} AS dead, ${counted(sql`'completed'`)} AS delivered,
      (SELECT EXTRACT(EPOCH FROM now() - min(d."createdAt"))::int FROM webhook_deliveries d
        WHERE d.receiver = r.receiver AND d.status = 'pending') AS "oldestWaitingSeconds",
      (SELECT max(d."completedAt") FROM (SELECT e."completedAt" FROM webhook_deliveries e
        WHERE e.receiver = r.receiver AND e.status = 'completed' ORDER BY e."createdAt" DESC LIMIT ${atMost}::int) AS d)
        AS "lastDeliveredAt",
      p.since AS "pausedSince", p.reason AS "pauseReason", p.evidence AS "pauseEvidence", p."nextProbeAt"
    FROM webhook_receivers r
    LEFT JOIN pauses p ON p.operation = 'webhook:' || r.receiver
    ORDER BY r."createdAt", r.receiver`
  return { query, row: receiverRow }
}

export function listReceivers(db: Database): Promise<ReceiverState[]> {
  return readPart(db, receiversPart())
}
