import * as z from 'zod'
import { IDLE_MINUTES } from '#app/domain/limits.ts'
import type { Operation } from '#app/domain/pause.ts'
import { type Database, type Sql, sql } from './database.server.ts'
import type { Part } from './parts.server.ts'
import { one } from './rows.server.ts'

const ageSeconds = z.number().nullable()

const healthRow = z.object({
  timeZone: z.string(),
  /** a setting forbids writing, or it is a replica */
  readOnly: z.boolean(),
  /** how long the longest-waiting row is past its time; null when none is due */
  oldestDueSyncSeconds: ageSeconds,
  /** how long ago the oldest open lead was asked for: one that is tried again and again is due anew each time */
  oldestOpenSyncSeconds: ageSeconds,
  /** leads, e-mails and erasures that were given up, and that nobody has retried, dismissed or scrubbed */
  deadSyncs: z.number(),
  /** but for those whose address the provider refuses: anybody can ask for one, and nobody can mend it */
  deadEmails: z.number(),
  /** a call to HubSpot was made from this database */
  hubspotCalled: z.boolean(),
  deadErasures: z.number(),
  /** withdrawals, complaints and bounces of which a person has to tell HubSpot */
  deadMarks: z.number(),
  /** how long ago the oldest of them was made that HubSpot has not heard of yet */
  oldestOpenMarkSeconds: ageSeconds,
  /** since when operations are paused, by operation */
  pausedSeconds: z.record(z.string(), z.number()).transform((all): Partial<Record<Operation, number>> => all),
  /** how long ago the oldest erasure was asked for that is not done in HubSpot yet */
  oldestOpenErasureSeconds: ageSeconds,
  oldestDueEmailSeconds: ageSeconds,
  /** how long ago the oldest open e-mail was asked for, or let go by its network's cap: anybody can reach that one */
  oldestOpenEmailSeconds: ageSeconds,
  /** events that were given up, of receivers that there still are */
  deadWebhooks: z.number(),
  /** how long ago the oldest open event came; what waits for a paused receiver is told of by its pause */
  oldestOpenWebhookSeconds: ageSeconds,
  /** for how long the receiver that was paused first has been, of those that something waits for */
  pausedWebhookSeconds: ageSeconds,
  /** how long the longest-expired session is still there */
  oldestExpiredSessionSeconds: ageSeconds,
  /** age of the oldest assessment that still holds personal data */
  oldestUnscrubbedSeconds: ageSeconds,
  /** since when no night has come to the end of clearing contacts in the CRM; null where none tries to */
  crmRetentionOpenSeconds: ageSeconds,
  /** figures of the roll-up that a recount of the assessments has found wrong */
  rollUpDifferences: z.number(),
  /** the first day of them */
  rollUpWrongSince: z.string().nullable(),
  /** seconds since the last success, by job */
  jobs: z.record(z.string(), z.number()),
  /** since the schema last changed */
  schemaSeconds: ageSeconds,
})

export type HealthFacts = z.output<typeof healthRow>

/** Of those that were asked for up to the oldest that no cap has let go: all later ones have waited less than that one. */
const oldestOpenEmail = sql`
  (SELECT ${age(sql`min(asked)`)} FROM (
    SELECT CASE "lastError" WHEN 'total_cap' THEN "createdAt" ELSE GREATEST("createdAt", "deferredUntil") END AS asked
    FROM email_messages WHERE status = 'pending' AND "createdAt" <= COALESCE(
      (SELECT "createdAt" FROM email_messages WHERE status = 'pending' AND ("deferredUntil" IS NULL OR "lastError" = 'total_cap')
        ORDER BY "createdAt", id LIMIT 1), now())) AS open WHERE asked <= now())`

/** What monitoring looks at, on indexes. Holds no personal data. */
export const healthPart: Part<HealthFacts> = {
  row: healthRow,
  query: sql`
    SELECT current_setting('TimeZone') AS "timeZone",
      current_setting('transaction_read_only')::boolean OR pg_is_in_recovery() AS "readOnly",
      (SELECT ${age(sql`min("nextRetryAt")`)} FROM hubspot_sync_queue
        WHERE status = 'pending' AND NOT "awaitsConfirmation" AND "nextRetryAt" <= now()) AS "oldestDueSyncSeconds",
      (SELECT ${age(sql`min("createdAt")`)} FROM hubspot_sync_queue
        WHERE status = 'pending' AND NOT "awaitsConfirmation") AS "oldestOpenSyncSeconds",
      (SELECT count(*)::int FROM hubspot_sync_queue WHERE status = 'dead' AND payload <> '{}') AS "deadSyncs",
      (SELECT count(*)::int FROM email_messages WHERE status = 'dead' AND payload <> '{}'
        AND "lastError" IS DISTINCT FROM 'address_refused') AS "deadEmails",
      EXISTS (SELECT FROM hubspot_sync_state) AS "hubspotCalled",
      (SELECT count(*)::int FROM erasures WHERE status = 'dead') AS "deadErasures",
      (SELECT count(*)::int FROM contact_marks WHERE status = 'dead') AS "deadMarks",
      (SELECT ${age(sql`min("markedAt")`)} FROM contact_marks
        WHERE status = 'pending') AS "oldestOpenMarkSeconds",
      (SELECT COALESCE(jsonb_object_agg(operation, ${age(sql`since`)}), '{}') FROM pauses
        WHERE operation NOT LIKE 'webhook:%') AS "pausedSeconds",
      (SELECT count(*)::int FROM webhook_deliveries JOIN webhook_receivers USING (receiver)
        WHERE status = 'dead' AND "retiredAt" IS NULL) AS "deadWebhooks",
      (SELECT ${age(sql`min(d."createdAt")`)} FROM webhook_receivers r JOIN webhook_deliveries d USING (receiver)
        WHERE d.status = 'pending' AND r."retiredAt" IS NULL
          AND NOT EXISTS (SELECT FROM pauses WHERE operation = 'webhook:' || r.receiver)) AS "oldestOpenWebhookSeconds",
      (SELECT ${age(sql`min(p.since)`)} FROM webhook_receivers r JOIN pauses p ON p.operation = 'webhook:' || r.receiver
        WHERE r."retiredAt" IS NULL AND EXISTS (
          SELECT FROM webhook_deliveries d WHERE d.receiver = r.receiver AND d.status = 'pending')) AS "pausedWebhookSeconds",
      (SELECT ${age(sql`min("erasedAt")`)} FROM erasures
        WHERE status = 'pending') AS "oldestOpenErasureSeconds",
      (SELECT ${age(sql`min("nextRetryAt")`)} FROM email_messages
        WHERE status = 'pending' AND "nextRetryAt" <= now()) AS "oldestDueEmailSeconds",
      ${oldestOpenEmail} AS "oldestOpenEmailSeconds",
      (SELECT ${age(sql`min("expiresAt")`)} FROM assessment_sessions
        WHERE "expiresAt" <= now()) AS "oldestExpiredSessionSeconds",
      (SELECT ${age(sql`min("createdAt")`)} FROM assessments
        WHERE "emailScrubbedAt" IS NULL) AS "oldestUnscrubbedSeconds",
      (SELECT ${age(sql`min("startedAt")`)} FROM retention_runs
        WHERE job = 'clear_crm_contacts' AND "startedAt" > COALESCE((SELECT max("startedAt") FROM retention_runs
          WHERE job = 'clear_crm_contacts' AND outcome = 'completed' AND "finishedAt" IS NOT NULL), '-infinity')
        HAVING max("startedAt") > now() - interval '2 days') AS "crmRetentionOpenSeconds",
      (SELECT COALESCE(sum(differences), 0)::int FROM roll_up_checks WHERE differences > 0) AS "rollUpDifferences",
      (SELECT min(day)::text FROM roll_up_checks WHERE differences > 0) AS "rollUpWrongSince",
      (SELECT COALESCE(jsonb_object_agg(job, ${age(sql`"succeededAt"`)}), '{}')
        FROM job_successes) AS jobs,
      (SELECT ${age(sql`max(finished_at)`)} FROM _prisma_migrations) AS "schemaSeconds"`,
}

export async function readHealth(db: Database): Promise<HealthFacts> {
  return one(await db.$queryRaw(healthPart.query), healthRow)
}

function age(time: ReturnType<typeof sql>) {
  return sql`EXTRACT(EPOCH FROM now() - ${time})::int`
}

const leftRow = z.object({ left: z.boolean() })

/** Whether a row is due before `soon`, or a pause is to be tried that ends by such rows, of the jobs that are about them. */
const LEFT: Partial<Record<string, (soon: Sql) => Sql>> = {
  deliver_emails: (soon) => sql`
    EXISTS (SELECT FROM email_messages WHERE status = 'pending' AND "nextRetryAt" <= ${soon})
    OR EXISTS (SELECT FROM pauses WHERE operation = 'mail' AND "nextProbeAt" <= ${soon})
    OR EXISTS (SELECT FROM webhook_receivers r JOIN webhook_deliveries d USING (receiver)
      WHERE d.status = 'pending' AND d."nextRetryAt" <= ${soon} AND r."retiredAt" IS NULL)`,
  // Where HubSpot was never called leads wait for whoever will connect it, and not for the next tick.
  drain_hubspot: (soon) => sql`EXISTS (SELECT FROM hubspot_sync_state) AND (
    EXISTS (SELECT FROM hubspot_sync_queue
      WHERE status = 'pending' AND NOT "awaitsConfirmation" AND "nextRetryAt" <= ${soon})
    OR EXISTS (SELECT FROM hubspot_follow_ups WHERE status = 'pending' AND "nextRetryAt" <= ${soon})
    OR EXISTS (SELECT FROM pauses WHERE operation <> ALL('{mail,erasures,marks}'::text[])
      AND operation NOT LIKE 'webhook:%' AND "nextProbeAt" <= ${soon}))`,
  erase_in_hubspot: (soon) => sql`
    EXISTS (SELECT FROM erasures WHERE status = 'pending' AND "nextRetryAt" <= ${soon})
    OR EXISTS (SELECT FROM contact_marks WHERE status = 'pending' AND "nextRetryAt" <= ${soon})
    OR EXISTS (SELECT FROM pauses WHERE operation IN ('erasures', 'marks') AND "nextProbeAt" <= ${soon})`,
}

/**
 * Notes when a scheduled job has come to a good end.
 * @param withinMinutes until the job looks for work by itself
 * @returns whether something is due before that, so that it had better not wait so long
 */
export async function recordJobSuccess(
  db: Database,
  job: string,
  succeededAt: Date,
  withinMinutes: number = IDLE_MINUTES.usual,
): Promise<boolean> {
  const soon = sql`now() + make_interval(mins => ${withinMinutes}::int)`
  const rows = await db.$queryRaw(sql`
    INSERT INTO job_successes (job, "succeededAt") VALUES (${job}, ${succeededAt}::timestamptz)
    ON CONFLICT (job) DO UPDATE SET "succeededAt" = EXCLUDED."succeededAt"
    RETURNING ${LEFT[job]?.(soon) ?? sql`false`} AS left`)
  return one(rows, leftRow).left
}
