import type { Database } from '#app/data/database.server.ts'
import { readLiveColumns } from '#app/data/privacy/live-columns.server.ts'
import type { JsonRow } from '#app/domain/privacy/catalogue/catalogue-check.ts'

/** Every row of every table of ours, as JSON: a dump of the database for tests that look for something in it. */
export async function readAllRows(db: Database): Promise<Map<string, JsonRow[]>> {
  const tables = new Set((await readLiveColumns(db)).map(({ table }) => table))
  const all = new Map<string, JsonRow[]>()
  for (const table of tables) {
    const rows = await db.$queryRawUnsafe<{ row: JsonRow }[]>(`SELECT to_jsonb(t) AS row FROM "${table}" t`)
    all.set(
      table,
      rows.map(({ row }) => row),
    )
  }
  return all
}
