import * as z from 'zod'
import { type Operation, isOperation } from '#app/domain/pause.ts'
import { type Database, type Sql, emptySql, sql } from './database.server.ts'
import { endUnneededPauses } from './pauses.server.ts'
import { many } from './rows.server.ts'

/**
 * A table of things to be sent, and all that the mechanism has to know of it. Another queue is such a description, and a table
 * with the columns `id`, `status`, `revision`, `claimToken`, `retryCount`, `maxRetries`, `retryDelaySeconds`,
 * `nextRetryAt`, `createdAt`, `lastAttemptAt`, `lastError` and `completedAt`, and an index of its pending rows by time.
 *
 * - A claim takes due rows with SKIP LOCKED, so that two runs never wait for each other nor take the same row. It moves
 *   `nextRetryAt` past the lease: when the run dies, its rows become due again by themselves, with no sweep.
 * - The attempt is counted by the claim, not by the result: a row that kills its run every time uses up its attempts. One
 *   that came to an end without being the row's fault is given back.
 * - Each claim has a token, and settling insists on it. A run that slept through its lease settles nothing.
 * - `revision` is what the payload was when it was claimed. When newer details came meanwhile, the row is opened again
 *   instead of being closed, whatever the result was.
 * - A row that needs a paused operation stays where it is, but for one at a time that tries whether it works again.
 *
 * Times are the database's: runs on machines with different clocks agree.
 */
export interface QueueTable<Columns extends z.ZodRawShape = z.ZodRawShape> {
  name: Sql
  /** the column with the time a row was made, where that is not `createdAt` */
  createdAt?: Sql
  /** longer than any run may hold a row */
  leaseSeconds: number
  /** the table's own columns that a claim reads; times arrive as ISO text */
  columns: Columns
  /** the operations that sending a row takes: a text array, on `q` */
  operations: Sql
  /** what else must hold for a row to be claimed: a condition on `q` */
  claimable?: Sql
  /** rows that are open and wait for a person, not for their time, whatever `nextRetryAt` says: a condition on `q` */
  awaiting?: Sql
  /**
   * Claims the oldest of the due rows first, instead of those that are due longest. What is paused is tried by those that
   * were never tried, and then by those that are due longest: some that always fail keep nobody waiting.
   */
  oldestFirst?: boolean
  /** operations that nobody else has a use for: their pauses end when one is due to be tried and no row is open */
  ownOperations?: readonly Operation[]
  /**
   * More that a claim reads with each row: an expression on `claimed` that gives a jsonb object. Beside the row's own columns
   * there is `claimed.abandoned`: the claim before this one was never settled, because its run died; and
   * `claimed.attempted`: there was a claim before this one.
   */
  lookup?: Sql
  /** more assignments when a row is settled, on `q` (the row) and `o` (the settlement) */
  assign?: Sql
  /**
   * The statement that mirrors results to the rows' assessments, for a table with `assessmentId`; it reads `settled`: q.*,
   * result, error, extra, reopened.
   */
  mirror?: Sql
  /** locks the rows' assessments before the rows as well where nothing is mirrored to them: what deletes them goes through their rows */
  locksAssessments?: boolean
  /** Done in the statement that settles: may read `settled`, is read as `alongside`; and what the answer says of it, on `settled`. */
  alongside?: { statement: Sql; answer: Sql }
}

/** The usual one of {@link QueueTable.createdAt}. */
export const CREATED_AT = sql`"createdAt"`

export const claimedColumns = {
  id: z.string(),
  claimToken: z.string(),
  revision: z.number(),
  /** how many attempts the row has had, this one included */
  retryCount: z.number(),
  /** null: it is tried until it is done */
  maxRetries: z.number().nullable(),
  retryDelaySeconds: z.number(),
  /** when the lease ends, as ISO text */
  nextRetryAt: z.string(),
  /** its last attempt was claimed by a run that never settled it: nothing but burying it is left */
  spent: z.boolean(),
  /** paused operations that this row is to try */
  probes: z.array(z.custom<Operation>(isOperation)),
}

/** A row that this run holds until its lease ends. */
export type ClaimedRow = z.output<z.ZodObject<typeof claimedColumns>>

export interface Claim {
  limit: number
  token: string
  /** takes only these rows, if they are due: a condition on `q` */
  only?: Sql
  /** paused operations that this run has tried: none of them is probed once more */
  resting?: readonly Operation[]
  /**
   * CTEs of which the last is `admission`, with one row: nothing is claimed unless it is `granted`, and `facts` are read with each
   * row. They may read `taken`, the rows that are to be claimed.
   */
  admission?: Sql
}

/**
 * Claims due rows in one statement. It reads the partial index of pending rows, and so costs the same however many
 * finished rows the table holds.
 *
 * A row whose last attempt never came to an end is claimed as well, as `spent`. Of the rows that need a paused operation
 * one is claimed when its next probe is due; another one is due when that one is settled, or its lease ends.
 * @throws z.ZodError when a column is not what `columns` says
 */
export async function claimDue<Columns extends z.ZodRawShape>(
  db: Database,
  queue: QueueTable<Columns>,
  { limit, token, only, resting = [], admission }: Claim,
) {
  const { name, createdAt = CREATED_AT, operations, leaseSeconds, lookup, columns } = queue
  // nextRetryAt has milliseconds and now() has microseconds: both must be rounded alike, or a row written in this
  // very instant is not due yet.
  const dueRows = sql`
      SELECT q.id, COALESCE(q."retryCount" >= q."maxRetries", false) AS spent, q."claimToken" IS NOT NULL AS abandoned,
        q."lastAttemptAt" IS NOT NULL AS attempted
      FROM ${name} q
      WHERE q.status = 'pending' AND q."nextRetryAt" <= now()::timestamptz(3)
        AND ${queue.claimable ?? sql`true`} AND ${only ?? sql`true`}`
  const order = queue.oldestFirst ? sql`q.${createdAt}, q.id` : sql`q."nextRetryAt"`
  const probeOrder = queue.oldestFirst ? sql`q."lastAttemptAt" IS NOT NULL, q."nextRetryAt", ${order}` : order
  const rows = await db.$queryRaw(sql`
    WITH paused AS MATERIALIZED (
      SELECT COALESCE(array_agg(operation), '{}') AS every,
        COALESCE(array_agg(operation) FILTER (WHERE NOT wait), '{}') AS probed,
        COALESCE(array_agg(operation) FILTER (WHERE wait), '{}') AS waiting
      FROM pauses, LATERAL (SELECT "nextProbeAt" > now()::timestamptz(3) OR operation = ANY(${[...resting]}::text[])) AS w(wait)
    ), due AS MATERIALIZED (
      ${dueRows} AND NOT (${operations}) && (SELECT every FROM paused)
      ORDER BY ${order} LIMIT ${limit}::int FOR UPDATE SKIP LOCKED
    ), probe AS MATERIALIZED (
      ${dueRows} AND (SELECT cardinality(probed) > 0 FROM paused)
        AND (${operations}) && (SELECT probed FROM paused) AND NOT (${operations}) && (SELECT waiting FROM paused)
      ORDER BY ${probeOrder} LIMIT 1 FOR UPDATE SKIP LOCKED
    ), taken AS (
      SELECT probe.*, paused.probed FROM probe, paused UNION ALL SELECT *, '{}'::text[] FROM due LIMIT ${limit}::int
    )${admission ? sql`, ${admission}` : emptySql}, claimed AS (
      UPDATE ${name} q SET
        "claimToken" = ${token}, "lastAttemptAt" = now(),
        "retryCount" = LEAST(q."retryCount" + 1, q."maxRetries"),
        "nextRetryAt" = now() + make_interval(secs => ${leaseSeconds}::float8)
      FROM taken WHERE q.id = taken.id ${admission ? sql`AND (SELECT granted FROM admission)` : emptySql}
      RETURNING q.*, taken.spent, taken.abandoned, taken.attempted, CASE WHEN taken.probed = '{}' THEN '{}'
        ELSE ARRAY(SELECT unnest(taken.probed) INTERSECT SELECT unnest(${operations})) END AS probes
    ), postponed AS (
      UPDATE pauses SET "nextProbeAt" = now() + make_interval(secs => ${leaseSeconds}::float8)
      WHERE operation IN (SELECT unnest(probes) FROM claimed)
    )${queue.ownOperations ? sql`, unneeded AS (${endUnneededPauses(name, queue.ownOperations)})` : emptySql}
    SELECT to_jsonb(claimed)${lookup ? sql` || ${lookup}` : emptySql}
      ${admission ? sql`|| (SELECT facts FROM admission)` : emptySql} AS row FROM claimed ORDER BY ${createdAt}, id`)
  const claimed = z.object({ row: z.object({ ...claimedColumns, ...columns }) })
  return many(rows, claimed).map(({ row }) => row)
}
