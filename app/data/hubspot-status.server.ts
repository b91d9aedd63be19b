import * as z from 'zod'
import { type Database, type PrismaClient, sql } from './database.server.ts'

const counts = z.object({
  /** open rows that wait for their time */
  waiting: z.number(),
  /** open rows that could be sent now */
  due: z.number(),
  /** rows that a run holds */
  inFlight: z.number(),
  completed: z.number(),
  dead: z.number(),
  cancelled: z.number(),
  oldestDueSeconds: z.number().nullable(),
})

/** The queue in numbers; holds nothing about leads. */
export type QueueCounts = z.output<typeof counts>

export async function countQueue(db: Database): Promise<QueueCounts> {
  const rows = await db.$queryRaw(sql`
    SELECT
      (count(*) FILTER (WHERE status = 'pending' AND "claimToken" IS NULL AND "nextRetryAt" > now()))::int AS waiting,
      (count(*) FILTER (WHERE status = 'pending' AND "nextRetryAt" <= now()))::int AS due,
      (count(*) FILTER (WHERE status = 'pending' AND "claimToken" IS NOT NULL AND "nextRetryAt" > now()))::int
        AS "inFlight",
      (count(*) FILTER (WHERE status = 'completed'))::int AS completed,
      (count(*) FILTER (WHERE status = 'dead'))::int AS dead,
      (count(*) FILTER (WHERE status = 'cancelled'))::int AS cancelled,
      EXTRACT(EPOCH FROM now() - min("nextRetryAt") FILTER (WHERE status = 'pending' AND "nextRetryAt" <= now()))::int
        AS "oldestDueSeconds"
    FROM hubspot_sync_queue`)
  return z.tuple([counts]).parse(rows)[0]
}

const failure = z.object({
  /** as stored: see `decodeSyncError` */
  error: z.string(),
  status: z.enum(['pending', 'dead']),
  count: z.number(),
  /** some of the queue rows */
  ids: z.array(z.string()),
})
export type FailureGroup = z.output<typeof failure>

const IDS_SHOWN = 5

/** Open and dead rows that have failed, by the kind of their last error and what it names; the most frequent first. */
export async function listFailures(db: Database): Promise<FailureGroup[]> {
  // The id of the call and the like differ from row to row and are no reason for a group of its own.
  const rows = await db.$queryRaw(sql`
    SELECT status, error, count(*)::int AS count, (array_agg(id ORDER BY "createdAt"))[1:${IDS_SHOWN}::int] AS ids
    FROM (
      SELECT id, status, "createdAt", regexp_replace("lastError", ' correlation=\\S+', '') AS error
      FROM hubspot_sync_queue WHERE status IN ('pending', 'dead') AND "lastError" IS NOT NULL
    ) AS failed
    GROUP BY status, error ORDER BY status, count DESC, error`)
  return z.array(failure).parse(rows)
}

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

// Tens of thousands of rows over a distant connection take longer than Prisma's five seconds.
const RETRY_TIMES = { timeout: 60_000 }

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
  }, RETRY_TIMES)
}
