import * as z from 'zod'
import { type Operation, PAUSE_REASONS, isOperation } from '#app/domain/pause.ts'
import { type Database, type Sql, sql } from './database.server.ts'
import { many } from './rows.server.ts'

const pauseRow = z.object({
  operation: z.custom<Operation>(isOperation),
  reason: z.enum(PAUSE_REASONS),
  /** the answer that caused it, as compact text from a closed vocabulary */
  evidence: z.string(),
  since: z.date(),
  /** when one row at a time may try whether the operation works again */
  nextProbeAt: z.date(),
  /** whether that is still to come, by the database's clock */
  waiting: z.boolean(),
  /** for how long, by the database's clock */
  seconds: z.number(),
})

/** An operation that nothing is sent by, until it has worked again. Holds nothing about people. */
export type Pause = z.output<typeof pauseRow>

/** The pauses of these operations, the one that began first at the front. */
export async function readPauses(db: Database, operations: readonly Operation[]): Promise<Pause[]> {
  const rows = await db.$queryRaw(sql`
    SELECT operation, reason, evidence, since, "nextProbeAt", "nextProbeAt" > now()::timestamptz(3) AS waiting,
      EXTRACT(EPOCH FROM now() - since)::int AS seconds
    FROM pauses WHERE operation = ANY(${[...operations]}::text[]) ORDER BY since, operation`)
  return many(rows, pauseRow)
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
      reason = EXCLUDED.reason, evidence = EXCLUDED.evidence, "nextProbeAt" = EXCLUDED."nextProbeAt"`)
}

/** Ends pauses: the operations have worked. */
export async function endPauses(db: Database, operations: readonly Operation[]): Promise<void> {
  await db.pause.deleteMany({ where: { operation: { in: [...operations] } } })
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
