import * as z from 'zod'
import { type Database, type Sql, emptySql, sql } from './database.server.ts'
import type { Outcome } from './queue-outcomes.server.ts'
import type { ClaimedRow, QueueTable } from './queue.server.ts'
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
  { name, assign, mirror, alongside }: QueueTable,
  settlements: readonly Settlement[],
): Promise<SettledRow[]> {
  if (settlements.length === 0) return []
  const outcomes = settlements.map(({ row, outcome, extra }) => ({
    id: row.id,
    token: row.claimToken,
    revision: row.revision,
    ...outcome,
    extra: extra ?? {},
  }))
  const { lock, locked, mirrored } = mirror ? withAssessments(name, mirror) : ALONE
  const probed = settlements.some(({ row }) => row.probes.length > 0) ? nextProbes(settlements) : emptySql
  const rows = await db.$queryRaw(sql`
    WITH o AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) AS x(
        id text, token text, revision int, result text, error text, "waitSeconds" float8, "nextDelaySeconds" int,
        extra jsonb)
    )${lock}, settled AS (
      UPDATE ${name} q SET
        "claimToken" = NULL,
        status = CASE
          WHEN o.result IN ('cancelled', 'skipped') THEN o.result
          WHEN o.result IN ('retry', 'postponed', 'released') OR q.revision > o.revision THEN 'pending'
          ELSE o.result END,
        "retryCount" =
          CASE WHEN o.result IN ('released', 'postponed') THEN GREATEST(q."retryCount" - 1, 0) ELSE q."retryCount" END,
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
      WHERE q.id = o.id AND q."claimToken" = o.token AND q.status = 'pending' AND ${locked}
      RETURNING q.*, o.result, o.error, o.extra,
        (q.revision > o.revision AND q.status = 'pending') AS reopened
    )${mirrored}${alongside ? sql`, alongside AS (${alongside.statement})` : emptySql}${probed}
    SELECT id, status, reopened ${alongside ? sql`, ${alongside.answer} AS alongside` : emptySql} FROM settled`)
  return many(rows, settledRow)
}

const ALONE = { lock: emptySql, locked: sql`true`, mirrored: emptySql }

/**
 * The assessments are locked before the queue rows, as everywhere: whoever adds contact details holds the assessment
 * first and then the row, and the other way round would be a deadlock.
 */
function withAssessments(name: Sql, mirror: Sql): typeof ALONE {
  return {
    lock: sql`, held AS MATERIALIZED (
      SELECT a.id FROM assessments a
      WHERE a.id IN (SELECT q."assessmentId" FROM ${name} q JOIN o ON o.id = q.id)
      ORDER BY a.id FOR NO KEY UPDATE
    )`,
    // Always true: counting is what makes PostgreSQL lock all of `held` before it updates the first row.
    locked: sql`(SELECT count(*) FROM held) >= 0`,
    mirrored: sql`, mirrored AS (${mirror})`,
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
