import * as z from 'zod'
import { backoff } from '#app/domain/backoff.ts'
import { type Database, type Sql, emptySql, sql } from './database.server.ts'

/**
 * The mechanism behind both outboxes: claim with a lease, settle only what is still ours.
 *
 * - A claim takes due rows with SKIP LOCKED, so that two runs never wait for each other nor take the same row. It moves
 *   `nextRetryAt` past the lease: when the run dies, its rows become due again by themselves, with no sweep.
 * - The attempt is counted by the claim, not by the result: a row that kills its run every time uses up its attempts.
 * - Each claim has a token, and settling insists on it. A run that slept through its lease settles nothing.
 * - `revision` is what the payload was when it was claimed. When newer details came meanwhile, the row is opened again
 *   instead of being closed, whatever the result was.
 *
 * Times are the database's: runs on machines with different clocks agree.
 */
export type QueueTable = 'hubspot_sync_queue' | 'email_messages'

/** The tables' names, for statements on either. */
export const queueTables: Record<QueueTable, Sql> = {
  hubspot_sync_queue: sql`hubspot_sync_queue`,
  email_messages: sql`email_messages`,
}

const claimedColumns = {
  id: z.string(),
  assessmentId: z.string().nullable(),
  payload: z.unknown(),
  claimToken: z.string(),
  revision: z.number(),
  /** how many attempts the row has had, this one included */
  retryCount: z.number(),
  /** its last attempt was claimed by a run that never settled it: nothing but burying it is left */
  spent: z.boolean(),
  maxRetries: z.number(),
  retryDelaySeconds: z.number(),
}

/** A row that this run holds until its lease ends. */
export type ClaimedRow = z.output<z.ZodObject<typeof claimedColumns>>

export interface ClaimOptions<Shape extends z.ZodRawShape> {
  /** how many rows at most */
  limit: number
  /** longer than any run may hold a row */
  leaseSeconds: number
  /** a fresh random token for this claim */
  token: string
  /** the table's own columns that are wanted with each row; times arrive as ISO text */
  columns: Shape
  /** takes only these rows, if they are due: a condition on `q` */
  only?: Sql
  /** takes the oldest of the due rows first, instead of those that are due longest */
  oldestFirst?: boolean
  /**
   * More that is wanted with each row: an expression on `claimed` that gives a jsonb object. Beside the row's own columns
   * there is `claimed.abandoned`: the claim before this one was never settled, because its run died.
   */
  lookup?: Sql
}

/**
 * Claims due rows in one statement, those that are due longest first. It reads the partial index of pending rows by
 * time, and so costs the same however many finished rows the table holds.
 *
 * A row whose last attempt never came to an end is claimed as well, as `spent`.
 * @throws z.ZodError when a column is not what `columns` says
 */
export async function claimDue<Shape extends z.ZodRawShape>(
  db: Database,
  table: QueueTable,
  options: ClaimOptions<Shape>,
) {
  // nextRetryAt has milliseconds and now() has microseconds: both must be rounded alike, or a row written in this
  // very instant is not due yet.
  const rows = await db.$queryRaw(sql`
    WITH due AS MATERIALIZED (
      SELECT q.id, q."retryCount" >= q."maxRetries" AS spent, q."claimToken" IS NOT NULL AS abandoned
      FROM ${queueTables[table]} q
      WHERE q.status = 'pending' AND q."nextRetryAt" <= now()::timestamptz(3) ${
        options.only ? sql`AND ${options.only}` : emptySql
      }
      ORDER BY ${options.oldestFirst ? sql`q."createdAt", q.id` : sql`q."nextRetryAt"`}
      LIMIT ${options.limit}::int
      FOR UPDATE SKIP LOCKED
    ), claimed AS (
      UPDATE ${queueTables[table]} q SET
        "claimToken" = ${options.token}, "lastAttemptAt" = now(),
        "retryCount" = LEAST(q."retryCount" + 1, q."maxRetries"),
        "nextRetryAt" = now() + make_interval(secs => ${options.leaseSeconds}::float8)
      FROM due WHERE q.id = due.id
      RETURNING q.*, due.spent, due.abandoned
    )
    SELECT to_jsonb(claimed)${options.lookup ? sql` || ${options.lookup}` : emptySql} AS row FROM claimed ORDER BY "createdAt", id`)
  const claimed = z.array(z.object({ row: z.object({ ...claimedColumns, ...options.columns }) }))
  return claimed.parse(rows).map(({ row }) => row)
}

/** What became of a claimed row. `error` is compact text from a closed vocabulary, never a provider's message. */
export type Outcome =
  | { result: 'completed' }
  | { result: 'retry'; error: string; waitSeconds: number; nextDelaySeconds: number }
  | { result: 'dead'; error: string }
  /** not tried, or not the row's fault: the attempt is given back */
  | { result: 'released'; waitSeconds: number; error?: string }
  /** `skipped` exists for e-mail messages only */
  | { result: 'cancelled' | 'skipped'; error?: string }

/** The outcome of an attempt that may succeed later: another one after a while, or dead when it was the last. */
export function retryOrBury(
  row: Pick<ClaimedRow, 'retryCount' | 'maxRetries' | 'retryDelaySeconds'>,
  error: string,
  random: number,
): Outcome {
  if (row.retryCount >= row.maxRetries) return { result: 'dead', error }
  return { result: 'retry', error, ...backoff(row.retryDelaySeconds, random) }
}

export interface Settlement {
  row: Pick<ClaimedRow, 'id' | 'claimToken' | 'revision'>
  outcome: Outcome
  /** what the table's own columns take, see {@link SettleParts} */
  extra?: Record<string, string | null>
}

/** What a table adds to settling. The fragments see `q` (the row), `o` (the settlement) and `o.extra` (jsonb). */
export interface SettleParts {
  /** more assignments */
  assign?: Sql
  /** a statement that mirrors the result elsewhere; it reads `settled`: q.*, result, error, extra, reopened */
  mirror?: Sql
}

const settledRow = z.object({
  id: z.string(),
  assessmentId: z.string().nullable(),
  status: z.string(),
  reopened: z.boolean(),
})

/** A row that was settled: its new status, and whether newer details opened it again. */
export type SettledRow = z.output<typeof settledRow>

/**
 * Settles any number of claimed rows in one statement. Rows whose claim is no longer ours (lease over and taken by
 * another run, cancelled, erased) are left alone and missing from the answer.
 *
 * The assessments are locked before the queue rows, as everywhere: whoever adds contact details holds the assessment
 * first and then the row, and the other way round would be a deadlock.
 */
export async function settleClaimed(
  db: Database,
  table: QueueTable,
  settlements: readonly Settlement[],
  { assign, mirror }: SettleParts = {},
): Promise<SettledRow[]> {
  if (settlements.length === 0) return []
  // Always true: counting is what makes PostgreSQL lock all of `held` before it updates the first row.
  const assessmentsAreHeld = sql`(SELECT count(*) FROM held) >= 0`
  const outcomes = settlements.map(({ row, outcome, extra }) => ({
    id: row.id,
    token: row.claimToken,
    revision: row.revision,
    ...outcome,
    extra: extra ?? {},
  }))
  const rows = await db.$queryRaw(sql`
    WITH o AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) AS x(
        id text, token text, revision int, result text, error text, "waitSeconds" float8, "nextDelaySeconds" int,
        extra jsonb)
    ), held AS MATERIALIZED (
      SELECT a.id FROM assessments a
      WHERE a.id IN (SELECT q."assessmentId" FROM ${queueTables[table]} q JOIN o ON o.id = q.id)
      ORDER BY a.id FOR NO KEY UPDATE
    ), settled AS (
      UPDATE ${queueTables[table]} q SET
        "claimToken" = NULL,
        status = CASE
          WHEN o.result IN ('cancelled', 'skipped') THEN o.result
          WHEN o.result IN ('retry', 'released') OR q.revision > o.revision THEN 'pending'
          ELSE o.result END,
        "retryCount" = CASE o.result WHEN 'released' THEN GREATEST(q."retryCount" - 1, 0) ELSE q."retryCount" END,
        "nextRetryAt" = CASE
          WHEN o.result = 'released' OR (o.result = 'retry' AND q.revision = o.revision)
            THEN now() + make_interval(secs => o."waitSeconds")
          WHEN q.revision > o.revision THEN now()
          ELSE q."nextRetryAt" END,
        "retryDelaySeconds" =
          CASE WHEN o.result = 'retry' AND q.revision = o.revision THEN o."nextDelaySeconds"
          ELSE q."retryDelaySeconds" END,
        "completedAt" = CASE WHEN o.result = 'completed' AND q.revision = o.revision THEN now() END,
        "lastError" = CASE WHEN o.result = 'released' THEN COALESCE(o.error, q."lastError") ELSE o.error END
        ${assign ? sql`, ${assign}` : emptySql}
      FROM o
      WHERE q.id = o.id AND q."claimToken" = o.token AND q.status = 'pending'
        AND ${assessmentsAreHeld}
      RETURNING q.*, o.result, o.error, o.extra,
        (q.revision > o.revision AND q.status = 'pending') AS reopened
    )
    ${mirror ? sql`, mirrored AS (${mirror})` : emptySql}
    SELECT id, "assessmentId", status, reopened FROM settled`)
  return z.array(settledRow).parse(rows)
}
