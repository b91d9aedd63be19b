import * as z from 'zod'
import { type Database, type PrismaClient, sql } from './database.server.ts'

const leadState = z.object({
  assessmentId: z.string(),
  /** null when there is nothing to send, or its row is deleted already */
  rowId: z.string().nullable(),
  state: z.enum(['due', 'waiting', 'being sent', 'sent', 'dead', 'cancelled', 'skipped', 'none']),
  attempts: z.number(),
  nextAttemptAt: z.date().nullable(),
  error: z.string().nullable(),
  contactId: z.string().nullable(),
  dealId: z.string().nullable(),
})
export type LeadState = z.output<typeof leadState>

/** How it stands with single leads, by the ids of their rows or assessments; the newest row of an assessment first. */
export async function listLeadStates(db: Database, ids: readonly string[]): Promise<LeadState[]> {
  const rows = await db.$queryRaw(sql`
    SELECT a.id AS "assessmentId", q.id AS "rowId",
      CASE
        WHEN q.id IS NULL THEN CASE a."hubspotSyncStatus" WHEN 'skipped' THEN 'skipped' ELSE 'none' END
        WHEN q.status = 'completed' THEN 'sent'
        WHEN q.status <> 'pending' THEN q.status
        WHEN q."nextRetryAt" <= now() THEN 'due'
        WHEN q."claimToken" IS NULL THEN 'waiting'
        ELSE 'being sent' END AS state,
      COALESCE(q."retryCount", 0) AS attempts,
      CASE q.status WHEN 'pending' THEN q."nextRetryAt" END AS "nextAttemptAt", q."lastError" AS error,
      COALESCE(q."hubspotContactId", a."hubspotContactId") AS "contactId",
      COALESCE(q."hubspotDealId", a."hubspotDealId") AS "dealId"
    FROM assessments a LEFT JOIN hubspot_sync_queue q ON q."assessmentId" = a.id
    WHERE a.id = ANY(${[...ids]}::text[]) OR q.id = ANY(${[...ids]}::text[])
    ORDER BY a.id, q."createdAt" DESC`)
  return z.array(leadState).parse(rows)
}

/** Which dead rows to try again: all, or those with one of these ids (of the row or of its assessment). */
export type DeadSelection = 'all' | { ids: readonly string[] }

const revived = z.object({ retried: z.number(), superseded: z.number() })

/**
 * Opens dead rows again with all their attempts, due at once. One whose assessment has a later row is cancelled
 * instead, since that carries newer details; one whose personal data was scrubbed stays as it is.
 */
export async function retryDead(
  db: PrismaClient,
  selection: DeadSelection,
): Promise<z.output<typeof revived>> {
  const ids = selection === 'all' ? null : [...selection.ids]
  const chosen = sql`q.status = 'dead' AND q.payload <> '{}'::jsonb
    AND (${ids}::text[] IS NULL OR q.id = ANY(${ids}::text[]) OR q."assessmentId" = ANY(${ids}::text[]))`
  return db.$transaction(async (tx) => {
    // A statement of its own: the next one must see the row of somebody who is just adding details.
    await tx.$queryRaw(sql`
      SELECT id FROM assessments WHERE id IN (SELECT q."assessmentId" FROM hubspot_sync_queue q WHERE ${chosen})
      ORDER BY id FOR NO KEY UPDATE`)
    const rows = await tx.$queryRaw(sql`
      WITH changed AS (
        UPDATE hubspot_sync_queue q SET
          status = CASE WHEN later.exists THEN 'cancelled' ELSE 'pending' END,
          "retryCount" = 0, "retryDelaySeconds" = DEFAULT, "nextRetryAt" = now(), "claimToken" = NULL
        FROM hubspot_sync_queue dead, LATERAL (SELECT EXISTS (
          SELECT FROM hubspot_sync_queue l WHERE l."assessmentId" = dead."assessmentId" AND l.id <> dead.id
            AND l.status <> 'cancelled' AND (l."createdAt", l.id) > (dead."createdAt", dead.id))) AS later
        WHERE dead.id = q.id AND ${chosen}
        RETURNING q."assessmentId", later.exists AS superseded
      ), mirrored AS (
        UPDATE assessments a SET "hubspotSyncStatus" = 'pending'
        FROM changed WHERE a.id = changed."assessmentId" AND NOT changed.superseded
      )
      SELECT (count(*) FILTER (WHERE NOT superseded))::int AS retried,
        (count(*) FILTER (WHERE superseded))::int AS superseded
      FROM changed`)
    return z.tuple([revived]).parse(rows)[0]
  })
}
