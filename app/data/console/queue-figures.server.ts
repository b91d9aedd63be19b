import * as z from 'zod'
import { type Sql, sql } from '#app/data/database.server.ts'
import type { Part } from '#app/data/parts.server.ts'
import { CREATED_AT, type QueueTable } from '#app/data/queue.server.ts'

/** No page counts further: with one more it says "and more". */
export const COUNTED = 10_000

/** A subquery that counts rows, and stops one after {@link COUNTED}. @param rows what stands behind SELECT */
export function boundedCount(rows: Sql): Sql {
  return sql`(SELECT count(*)::int FROM (SELECT ${rows} LIMIT ${COUNTED + 1}::int) AS counted)`
}

const figures = z.object({
  /** open rows that could be sent now */
  due: z.number(),
  /** open rows that wait for their time after a failure, or for a cap */
  waiting: z.number(),
  /** open rows that need something that is paused */
  held: z.number(),
  /** open rows that wait for a person to confirm the address */
  awaiting: z.number(),
  /** rows that a run holds */
  inFlight: z.number(),
  dead: z.number(),
  /** how long ago the oldest open row was asked for that waits for no person */
  oldestOpenSeconds: z.number().nullable(),
  /** sent within 24 hours */
  sentToday: z.number(),
  /** tried within 24 hours, and not sent by now */
  failedToday: z.number(),
})

/** A queue as its page shows it: each count goes up to {@link COUNTED} and one. Holds nothing about people. */
export type QueueFigures = z.output<typeof figures>

/** Reads partial indexes alone, so that it costs the same however many finished rows there are. */
export function queueFiguresPart({
  name,
  createdAt = CREATED_AT,
  awaiting = sql`false`,
  operations,
}: Pick<QueueTable, 'name' | 'createdAt' | 'awaiting' | 'operations'>): Part<QueueFigures> {
  const query = sql`
    WITH paused AS MATERIALIZED (SELECT COALESCE(array_agg(operation), '{}') AS every FROM pauses),
    open AS MATERIALIZED (
      SELECT q."nextRetryAt" <= now() AS due, q."claimToken" IS NOT NULL AND q."nextRetryAt" > now() AS claimed,
        ${awaiting} AS awaiting, (${operations}) && (SELECT every FROM paused) AS held,
        q."retryCount" > 0 AND q."lastAttemptAt" > now() - interval '24 hours' AS tried
      FROM ${name} q WHERE q.status = 'pending' LIMIT ${COUNTED + 1}::int)
    SELECT
      (count(*) FILTER (WHERE awaiting))::int AS awaiting,
      (count(*) FILTER (WHERE NOT awaiting AND claimed))::int AS "inFlight",
      (count(*) FILTER (WHERE NOT awaiting AND NOT claimed AND held))::int AS held,
      (count(*) FILTER (WHERE NOT awaiting AND NOT claimed AND NOT held AND due))::int AS due,
      (count(*) FILTER (WHERE NOT awaiting AND NOT claimed AND NOT held AND NOT due))::int AS waiting,
      ${boundedCount(sql`FROM ${name} WHERE status = 'dead'`)} AS dead,
      (SELECT EXTRACT(EPOCH FROM now() - min(${createdAt}))::int FROM ${name} q
        WHERE q.status = 'pending' AND NOT ${awaiting}) AS "oldestOpenSeconds",
      ${boundedCount(sql`FROM ${name} WHERE status = 'completed' AND "completedAt" > now() - interval '24 hours'`)}
        AS "sentToday",
      (count(*) FILTER (WHERE tried))::int
        + (SELECT count(*)::int FROM (SELECT FROM ${name} WHERE status = 'dead'
          AND "lastAttemptAt" > now() - interval '24 hours' LIMIT ${COUNTED + 1}::int) AS given_up) AS "failedToday"
    FROM open`
  return { query, row: figures }
}
