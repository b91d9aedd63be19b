import { type Sql, sql } from './database.server.ts'

/** Which dead rows to try again: all, those with one of these ids (of the row or of its assessment), or those of a cause. */
export type DeadSelection = 'all' | { ids: readonly string[] } | { causes: readonly string[] }

/** A condition on `q`, a row of a queue with `assessmentId`: dead, chosen, and with what it takes to be sent. */
export function isChosen(selection: DeadSelection): Sql {
  return sql`q.status = 'dead' AND q.payload <> '{}'::jsonb AND ${isSelected(selection)}`
}

/** The same of what may be given up: a row that is named by its id may also be one that still waits. */
export function isDismissible(selection: DeadSelection): Sql {
  if (selection === 'all' || 'causes' in selection) return isChosen(selection)
  return sql`q.status IN ('pending', 'dead') AND q.payload <> '{}'::jsonb AND ${isSelected(selection)}`
}

function isSelected(selection: DeadSelection): Sql {
  if (selection === 'all') return sql`true`
  if ('causes' in selection) {
    // Stored errors begin with their kind; facts may follow.
    return sql`split_part(q."lastError", ' ', 1) = ANY(${[...selection.causes]}::text[])`
  }
  const ids = [...selection.ids]
  return sql`(q.id = ANY(${ids}::text[]) OR q."assessmentId" = ANY(${ids}::text[]))`
}
