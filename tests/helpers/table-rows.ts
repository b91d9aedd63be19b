import type { Database } from '#app/data/database.server.ts'
import type { JsonRow, LiveColumn } from '#app/domain/catalogue/catalogue-check.ts'

/** Every column of every table of ours, as information_schema has it. */
export async function readLiveColumns(db: Database): Promise<LiveColumn[]> {
  return db.$queryRaw<LiveColumn[]>`
    SELECT table_name AS "table", column_name AS "column", data_type AS "type"
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations'
    ORDER BY table_name, ordinal_position`
}

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
