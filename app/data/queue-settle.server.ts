import * as z from 'zod'
import { type Database, type Sql, emptySql, sql } from './database.server.ts'
import type { Outcome } from './queue-outcomes.server.ts'
import { endUnneededPauses } from './pauses.server.ts'
import { CREATED_AT, type ClaimedRow, type QueueTable } from './queue.server.ts'
import { many } from './rows.server.ts'

export interface Settlement {
  row: Pick<ClaimedRow, 'id' | 'claimToken' | 'revision' | 'nextRetryAt' | 'probes'> & {
    traceId?: string | null
  }
  outcome: Outcome
  /** what `assign` and `mirror` of the table take, as `o.extra` */
  extra?: Record<string, string | null>
}

const settledRow = z.object({
  id: z.string(),
  status: z.string(),
  reopened: z.boolean(),
  alongside: z.unknown().optional(),
})

export type SettledRow = z.output<typeof settledRow>

/**
 * Settles any number of claimed rows in one statement. Rows whose claim is no longer ours (lease over and taken by
 * another run, cancelled, erased) are left alone and missing from the answer.
 */
export async function settleClaimed(
  db: Database,
  queue: QueueTable,
  settlements: readonly Settlement[],
): Promise<SettledRow[]> {
  if (settlements.length === 0) return []
  const { name, mirror, locksAssessments = mirror !== undefined } = queue
  const outcomes = settlements.map(({ row, outcome, extra }) => ({
    id: row.id,
    token: row.claimToken,
    revision: row.revision,
    ...outcome,
    extra: extra ?? {},
  }))
  const { lock, locked } = locksAssessments ? lockAssessments(name, sql`o`) : ALONE
  const probed = settlements.some(({ row }) => row.probes.length > 0) ? nextProbes(settlements) : emptySql
  return settle(
    db,
    queue,
    sql`o AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) AS x(
        id text, token text, revision int, result text, error text, "waitSeconds" float8, "nextDelaySeconds" int,
        extra jsonb)
    )${lock}`,
    { ours: sql`q."claimToken" = o.token AND ${locked}`, also: probed },
  )
}

/**
 * Settles due rows of which nothing is to be sent, in one statement and without a claim before it.
 * @param only of these: a condition on `q`
 * @param outcome `result`: an expression
 */
export async function settleDue(
  db: Database,
  queue: QueueTable,
  { limit, only }: { limit: number; only: Sql },
  outcome: { result: Sql; error: string; waitSeconds: number },
): Promise<SettledRow[]> {
  const { name, mirror, createdAt = CREATED_AT, ownOperations = [] } = queue
  const due = sql`q.status = 'pending' AND q."nextRetryAt" <= now()::timestamptz(3) AND ${only}`
  const { lock, locked } = mirror ? lockAssessments(name, sql`due`) : ALONE
  return settle(
    db,
    queue,
    sql`due AS MATERIALIZED (
      SELECT q.id FROM ${name} q WHERE ${due} ORDER BY q.${createdAt}, q.id LIMIT ${limit}::int
    )${lock}, o AS MATERIALIZED (
      SELECT q.id, q."claimToken" AS token, q.revision, ${outcome.result} AS result, ${outcome.error}::text AS error,
        ${outcome.waitSeconds}::float8 AS "waitSeconds", q."retryDelaySeconds" AS "nextDelaySeconds", '{}'::jsonb AS extra
      FROM ${name} q WHERE q.id IN (SELECT id FROM due) AND ${due} AND ${locked} FOR UPDATE SKIP LOCKED
    )`,
    { ours: sql`true`, also: sql`, unneeded AS (${endUnneededPauses(name, ownOperations)})` },
  )
}

/** @param outcomes the CTEs that end with `o` */
async function settle(
  db: Database,
  { name, assign, mirror, alongside }: QueueTable,
  outcomes: Sql,
  { ours, also }: { ours: Sql; also: Sql },
): Promise<SettledRow[]> {
  const mirrored = mirror ? sql`, mirrored AS (${mirror})` : emptySql
  const rows = await db.$queryRaw(sql`
    WITH ${outcomes}, settled AS (
      UPDATE ${name} q SET
        "claimToken" = NULL,
        status = CASE
          WHEN o.result IN ('cancelled', 'skipped') THEN o.result
          WHEN o.result IN ('retry', 'postponed', 'released') OR q.revision > o.revision THEN 'pending'
          ELSE o.result END,
        "retryCount" =
          CASE WHEN o.result IN ('released', 'postponed') AND q."claimToken" IS NOT NULL
            THEN GREATEST(q."retryCount" - 1, 0) ELSE q."retryCount" END,
        "nextRetryAt" = CASE
          WHEN o.result = 'released' OR (o.result IN ('retry', 'postponed') AND q.revision = o.revision)
            THEN now() + make_interval(secs => o."waitSeconds")
          WHEN q.revision > o.revision THEN now()
          ELSE q."nextRetryAt" END,
        "retryDelaySeconds" =
          CASE WHEN o.result IN ('retry', 'postponed') AND q.revision = o.revision THEN o."nextDelaySeconds"
          ELSE q."retryDelaySeconds" END,
        "completedAt" = CASE WHEN o.result = 'completed' AND q.revision = o.revision THEN now() END,
        "lastError" = CASE WHEN o.result = 'released' THEN COALESCE(o.error, q."lastError") ELSE o.error END
        ${assign ? sql`, ${assign}` : emptySql}
      FROM o
      WHERE q.id = o.id AND q.status = 'pending' AND ${ours}
      RETURNING q.*, o.result, o.error, o.extra,
        (q.revision > o.revision AND q.status = 'pending') AS reopened
    )${mirrored}${alongside ? sql`, alongside AS (${alongside.statement})` : emptySql}${also}
    SELECT id, status, reopened ${alongside ? sql`, ${alongside.answer} AS alongside` : emptySql} FROM settled`)
  return many(rows, settledRow)
}

const ALONE = { lock: emptySql, locked: sql`true` }

/**
 * The assessments are locked before the queue rows, as everywhere: whoever adds contact details holds the assessment
 * first and then the row, and the other way round would be a deadlock.
 * @param rows with the `id` of each
 */
function lockAssessments(name: Sql, rows: Sql): typeof ALONE {
  return {
    lock: sql`, held AS MATERIALIZED (
      SELECT a.id FROM assessments a
      WHERE a.id IN (SELECT q."assessmentId" FROM ${name} q JOIN ${rows} ON ${rows}.id = q.id)
      ORDER BY a.id FOR NO KEY UPDATE
    )`,
    // Always true: counting is what makes PostgreSQL lock all of `held` before it looks at the first row.
    locked: sql`(SELECT count(*) FROM held) >= 0`,
  }
}

/** Probes are due again where one ended without an outcome: its pause still waits for its lease. */
function nextProbes(settlements: readonly Settlement[]): Sql {
  const probes = settlements.flatMap(({ row }) =>
    row.probes.map((operation) => ({ operation, leaseEnd: row.nextRetryAt })),
  )
  return sql`, probed AS (
      UPDATE pauses p SET "nextProbeAt" = now()
      FROM jsonb_to_recordset(${JSON.stringify(probes)}::jsonb) AS x(operation text, "leaseEnd" timestamptz(3))
      WHERE p.operation = x.operation AND p."nextProbeAt" = x."leaseEnd"
    )`
}
