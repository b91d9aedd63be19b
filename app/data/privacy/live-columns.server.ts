import * as z from 'zod'
import type { LiveColumn } from '#app/domain/privacy/catalogue/catalogue-check.ts'
import { type Database, sql } from '#app/data/database.server.ts'

const columns = z.array(z.object({ table: z.string(), column: z.string(), type: z.string() }))

/** Every column of every table of ours, as information_schema has it. */
export async function readLiveColumns(db: Database): Promise<LiveColumn[]> {
  const rows = await db.$queryRaw(sql`
    SELECT table_name::text AS "table", column_name::text AS "column", data_type::text AS "type"
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations'
    ORDER BY table_name, ordinal_position`)
  return columns.parse(rows)
}
