import * as z from 'zod'
import {
  BY_OPERATOR,
  type Operation,
  type OperatorReason,
  PAUSE_REASONS,
  isOperation,
} from '#app/domain/pause.ts'
import { type Database, type Sql, sql } from './database.server.ts'
import { type Part, readPart, time } from './parts.server.ts'

const pauseRow = z.object({
  operation: z.custom<Operation>(isOperation),
  reason: z.enum(PAUSE_REASONS),
  /** the answer that caused it, as compact text from a closed vocabulary */
  evidence: z.string(),
  since: time,
  /** when one row at a time may try whether the operation works again */
  nextProbeAt: time,
  /** whether that is still to come, by the database's clock */
  waiting: z.boolean(),
  /** for how long, by the database's clock */
  seconds: z.number(),
})

/** An operation that nothing is sent by, until it has worked again. Holds nothing about people. */
export type Pause = z.output<typeof pauseRow>

/** The pauses of these operations, the one that began first at the front. */
export function pausesPart(operations: readonly Operation[]): Part<Pause> {
  const query = sql`
    SELECT operation, reason, evidence, since, "nextProbeAt", "nextProbeAt" > now()::timestamptz(3) AS waiting,
      EXTRACT(EPOCH FROM now() - since)::int AS seconds
    FROM pauses WHERE operation = ANY(${[...operations]}::text[]) ORDER BY since, operation`
  return { query, row: pauseRow }
}

export function readPauses(db: Database, operations: readonly Operation[]): Promise<Pause[]> {
  return readPart(db, pausesPart(operations))
}

export interface NewPause extends Pick<Pause, 'operation' | 'reason' | 'evidence'> {
  /** seconds until the next probe; null: at once */
  seconds: number | null
}

/** Pauses an operation for all runs. A pause that is there already goes on, and keeps its beginning. */
export async function pauseOperation(
  db: Database,
  { operation, reason, evidence, seconds }: NewPause,
): Promise<void> {
  await db.$executeRaw(sql`
    INSERT INTO pauses (operation, reason, evidence, since, "nextProbeAt")
    VALUES (${operation}, ${reason}, ${evidence}, now(), now() + make_interval(secs => ${seconds ?? 0}::float8))
    ON CONFLICT (operation) DO UPDATE SET
      reason = EXCLUDED.reason, evidence = EXCLUDED.evidence, "nextProbeAt" = EXCLUDED."nextProbeAt"
      WHERE pauses.reason <> ${BY_OPERATOR}`)
}

/** Beyond any probe. */
const NEVER = '9999-01-01T00:00:00Z'

/** What somebody pauses by hand until somebody resumes it, as tables of a WITH; `changed` has the operation. */
export function pauseByHand(operation: Operation, reason: OperatorReason): Sql {
  return sql`changed AS (
    INSERT INTO pauses (operation, reason, evidence, since, "nextProbeAt")
    VALUES (${operation}, ${BY_OPERATOR}, ${reason}, now(), ${NEVER}::timestamptz)
    ON CONFLICT (operation) DO UPDATE SET
      reason = EXCLUDED.reason, evidence = EXCLUDED.evidence, "nextProbeAt" = EXCLUDED."nextProbeAt"
    RETURNING operation)`
}

/**
 * What somebody resumes by hand, as tables of a WITH; `changed` has the operation. A pause that a failure brought about is
 * tried at once by one row: what has not been mended fails no more than that one.
 */
export function resumeByHand(operation: Operation): Sql {
  return sql`ended AS (
    DELETE FROM pauses WHERE operation = ${operation} AND reason = ${BY_OPERATOR} RETURNING operation
  ), tried AS (
    UPDATE pauses SET "nextProbeAt" = now() WHERE operation = ${operation} AND reason <> ${BY_OPERATOR} RETURNING operation
  ), changed AS (SELECT operation FROM ended UNION ALL SELECT operation FROM tried)`
}

/** Ends pauses, but for those that somebody has made: the operations have worked. */
export async function endPauses(db: Database, operations: readonly Operation[]): Promise<void> {
  await db.pause.deleteMany({ where: { operation: { in: [...operations] }, reason: { not: BY_OPERATOR } } })
}

/**
 * The statement that ends those of these pauses that are due to be tried, where nobody is left to try them: no row of the
 * queue is open that alone has a use for them.
 * @param queue the table's name
 */
export function endUnneededPauses(queue: Sql, operations: readonly Operation[]): Sql {
  return sql`
    DELETE FROM pauses WHERE operation = ANY(${[...operations]}::text[]) AND "nextProbeAt" <= now()::timestamptz(3)
      AND NOT EXISTS (SELECT FROM ${queue} WHERE status = 'pending')`
}
