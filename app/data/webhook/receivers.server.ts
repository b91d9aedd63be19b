import * as z from 'zod'
import type { WebhookType } from '#app/domain/webhook/events.ts'
import { type Database, sql } from '#app/data/database.server.ts'
import { many } from '#app/data/rows.server.ts'

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
  lastDeliveredAt: z.date().nullable(),
  pausedSince: z.date().nullable(),
  pauseReason: z.string().nullable(),
  pauseEvidence: z.string().nullable(),
  nextProbeAt: z.date().nullable(),
})
export type ReceiverState = z.output<typeof receiverRow>

/** How it stands with each receiver that was ever known, in one statement. */
export async function listReceivers(db: Database): Promise<ReceiverState[]> {
  const rows = await db.$queryRaw(sql`
    SELECT r.receiver, r."retiredAt" IS NOT NULL AS retired, c.*,
      p.since AS "pausedSince", p.reason AS "pauseReason", p.evidence AS "pauseEvidence", p."nextProbeAt"
    FROM webhook_receivers r
    LEFT JOIN pauses p ON p.operation = 'webhook:' || r.receiver
    CROSS JOIN LATERAL (
      SELECT (count(*) FILTER (WHERE status = 'pending'))::int AS waiting,
        (count(*) FILTER (WHERE status = 'dead'))::int AS dead,
        (count(*) FILTER (WHERE status = 'completed'))::int AS delivered,
        EXTRACT(EPOCH FROM now() - min("createdAt") FILTER (WHERE status = 'pending'))::int AS "oldestWaitingSeconds",
        max("completedAt") AS "lastDeliveredAt"
      FROM webhook_deliveries d WHERE d.receiver = r.receiver
    ) c
    ORDER BY r."createdAt", r.receiver`)
  return many(rows, receiverRow)
}
