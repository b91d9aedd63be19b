import { type Sql, sql } from './database.server.ts'

/**
 * An expression of a statement's own SELECT: what the statement's triggers queue carries the id of the request. Triggers run when all
 * else of the statement is done, and the setting ends with its transaction.
 */
export function traced(traceId: string | null | undefined): Sql {
  return sql`set_config('scorecard.trace_id', ${traceId ?? ''}, true) AS trace`
}
