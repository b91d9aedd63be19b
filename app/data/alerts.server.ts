import * as z from 'zod'
import { ALERT_RECOVERED_AFTER_SECONDS } from '#app/domain/limits.ts'
import { type Database, sql } from './database.server.ts'
import { type Part, time } from './parts.server.ts'
import { many } from './rows.server.ts'

/** Where alerts go by e-mail. */
export interface AlertRecipient {
  address: string
  recipientHash: string
  mailboxHash: string
}

const changedAlert = z.object({ problem: z.string(), change: z.enum(['raised', 'recovered']) })
export type ChangedAlert = z.output<typeof changedAlert>

/**
 * Notes which problems there are, in one statement: of each that is new one alert is raised, and of each that has been gone for a
 * while the recovery is told, to every receiver of webhooks and by e-mail. While a problem lasts nothing more is told.
 * @param recipient null: nobody gets e-mails
 */
export async function noteProblems(
  db: Database,
  problems: readonly string[],
  recipient: AlertRecipient | null,
): Promise<ChangedAlert[]> {
  const address = recipient?.address ?? null
  const rows = await db.$queryRaw(sql`
    WITH raised AS (
      INSERT INTO alerts AS a (id, problem)
      SELECT gen_random_uuid()::text, problem FROM unnest(${[...problems]}::text[]) AS p(problem)
      ON CONFLICT (problem) WHERE "recoveredAt" IS NULL DO UPDATE SET "lastSeenAt" = now()
      RETURNING a.id, a.problem, a."raisedAt" = a."lastSeenAt" AS fresh
    ), recovered AS (
      UPDATE alerts SET "recoveredAt" = now()
      WHERE "recoveredAt" IS NULL AND problem <> ALL(${[...problems]}::text[])
        AND "lastSeenAt" <= now() - make_interval(secs => ${ALERT_RECOVERED_AFTER_SECONDS}::float8)
      RETURNING id, problem
    ), changed AS MATERIALIZED (
      SELECT id, problem, 'raised' AS change, 'msg_' || replace(gen_random_uuid()::text, '-', '') AS event
      FROM raised WHERE fresh
      UNION ALL
      SELECT id, problem, 'recovered', 'msg_' || replace(gen_random_uuid()::text, '-', '') FROM recovered
    ), events AS (
      INSERT INTO webhook_deliveries (id, "eventId", type, receiver, "alertId")
      SELECT gen_random_uuid()::text, c.event, 'alert.' || c.change, r.receiver, c.id
      FROM changed c JOIN webhook_receivers r ON r."retiredAt" IS NULL AND 'alert.' || c.change = ANY(r.events)
    ), mails AS (
      -- No cap keeps it: it was admitted before it was asked for.
      INSERT INTO email_messages (id, kind, recipient, "recipientHash", "mailboxHash", payload, "admittedAt")
      SELECT gen_random_uuid()::text, 'alert', ${address}, ${recipient?.recipientHash ?? ''}, ${recipient?.mailboxHash ?? ''},
        jsonb_build_object('version', 1, 'problem', problem, 'change', change), now()
      FROM changed WHERE ${address}::text IS NOT NULL
    )
    SELECT problem, change FROM changed`)
  return many(rows, changedAlert)
}

const openAlert = z.object({ problem: z.string(), raisedAt: time, recoveredAt: time.nullable() })
export type AlertRow = z.output<typeof openAlert>

/** The last alerts, open ones first. */
export function alertsPart(limit: number): Part<AlertRow> {
  const query = sql`
    SELECT problem, "raisedAt", "recoveredAt" FROM alerts
    ORDER BY "recoveredAt" IS NOT NULL, "raisedAt" DESC, problem LIMIT ${limit}::int`
  return { query, row: openAlert }
}
