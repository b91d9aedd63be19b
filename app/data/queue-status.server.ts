import * as z from 'zod'
import { type Database, joinSql, sql } from './database.server.ts'
import { CREATED_AT, type QueueTable } from './queue.server.ts'
import { type Part, readPart } from './parts.server.ts'
import { one } from './rows.server.ts'

const counts = z.object({
  /** open rows that wait for a person to confirm the address */
  awaiting: z.number(),
  /** open rows that wait for their time */
  waiting: z.number(),
  /** open rows that could be sent now */
  due: z.number(),
  /** rows that a run holds */
  inFlight: z.number(),
  completed: z.number(),
  dead: z.number(),
  cancelled: z.number(),
  /** e-mail only: decided here not to be sent */
  skipped: z.number(),
  oldestDueSeconds: z.number().nullable(),
  /** age of the open row that was made longest ago */
  oldestOpenSeconds: z.number().nullable(),
})

/** A queue in numbers; holds nothing about people. */
export type QueueCounts = z.output<typeof counts>

export async function countQueue(
  db: Database,
  {
    name,
    createdAt = CREATED_AT,
    awaiting = sql`false`,
  }: Pick<QueueTable, 'name' | 'createdAt' | 'awaiting'>,
): Promise<QueueCounts> {
  const rows = await db.$queryRaw(sql`
    SELECT
      (count(*) FILTER (WHERE status = 'awaiting'))::int AS awaiting,
      (count(*) FILTER (WHERE status = 'pending' AND "claimToken" IS NULL AND "nextRetryAt" > now()))::int AS waiting,
      (count(*) FILTER (WHERE status = 'pending' AND "nextRetryAt" <= now()))::int AS due,
      (count(*) FILTER (WHERE status = 'pending' AND "claimToken" IS NOT NULL AND "nextRetryAt" > now()))::int
        AS "inFlight",
      (count(*) FILTER (WHERE status = 'completed'))::int AS completed,
      (count(*) FILTER (WHERE status = 'dead'))::int AS dead,
      (count(*) FILTER (WHERE status = 'cancelled'))::int AS cancelled,
      (count(*) FILTER (WHERE status = 'skipped'))::int AS skipped,
      EXTRACT(EPOCH FROM now() - min("nextRetryAt") FILTER (WHERE status = 'pending' AND "nextRetryAt" <= now()))::int
        AS "oldestDueSeconds",
      EXTRACT(EPOCH FROM now() - min(made) FILTER (WHERE status = 'pending'))::int AS "oldestOpenSeconds"
    FROM (
      SELECT CASE WHEN status = 'pending' AND ${awaiting} THEN 'awaiting' ELSE status END AS status,
        "claimToken", "nextRetryAt", ${createdAt} AS made
      FROM ${name} q) AS counted`)
  return one(rows, counts)
}

const failure = z.object({
  /** as stored: see `decodeSyncError`, `explainMailFailure` */
  error: z.string(),
  status: z.enum(['pending', 'dead', 'skipped']),
  count: z.number(),
  /** how long ago the latest of them failed */
  newestSeconds: z.number(),
  /** how long ago the oldest of them was made: since then somebody has been waiting */
  oldestSeconds: z.number(),
  /** some of the queue rows */
  ids: z.array(z.string()),
})
export type FailureGroup = z.output<typeof failure>

const IDS_SHOWN = 5

/** Of each status by itself: then each is read by its own index, and no finished row is looked at. */
const FAILED = { pending: sql`'pending'`, dead: sql`'dead'`, skipped: sql`'skipped'` }

/**
 * Open, dead and skipped rows that have failed, by the kind of their last error and what it names; the most frequent first.
 * @param options.atMost so many of each status are looked at, where a page must not wait for all
 * @param options.only the statuses that the queue can have
 */
export function failuresPart(
  { name, createdAt = CREATED_AT }: Pick<QueueTable, 'name' | 'createdAt'>,
  options: { atMost?: number; only?: readonly (keyof typeof FAILED)[] } = {},
): Part<FailureGroup> {
  const { atMost, only = ['pending', 'dead', 'skipped'] } = options
  // The id of the call and the like differ from row to row and are no reason for a group of its own.
  const failed = only.map(
    (status) => sql`(
      SELECT id, status, ${createdAt} AS made, "lastAttemptAt", regexp_replace("lastError", ' correlation=\\S+', '') AS error
      FROM ${name} WHERE status = ${FAILED[status]} AND "lastError" IS NOT NULL LIMIT ${atMost ?? null}::int)`,
  )
  const query = sql`
    SELECT status, error, count(*)::int AS count,
      EXTRACT(EPOCH FROM now() - max(COALESCE("lastAttemptAt", made)))::int AS "newestSeconds",
      EXTRACT(EPOCH FROM now() - min(made))::int AS "oldestSeconds",
      (array_agg(id ORDER BY made))[1:${IDS_SHOWN}::int] AS ids
    FROM (${joinSql(failed, ' UNION ALL ')}) AS failed
    GROUP BY status, error ORDER BY status, count DESC, error`
  return { query, row: failure }
}

export function listFailures(
  db: Database,
  queue: Pick<QueueTable, 'name' | 'createdAt'>,
): Promise<FailureGroup[]> {
  return readPart(db, failuresPart(queue))
}
