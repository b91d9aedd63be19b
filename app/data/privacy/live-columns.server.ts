import * as z from 'zod'
import type { LiveColumn } from '#app/domain/privacy/catalogue/catalogue-check.ts'
import { type Database, sql } from '#app/data/database.server.ts'
import { type Part, readPart } from '#app/data/parts.server.ts'

const liveColumn = z.object({ table: z.string(), column: z.string(), type: z.string() })

/** Every column of every table of ours, as information_schema has it. */
export const liveColumnsPart: Part<LiveColumn> = {
  row: liveColumn,
  query: sql`
    SELECT table_name::text AS "table", column_name::text AS "column", data_type::text AS "type"
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations'
    ORDER BY table_name, ordinal_position`,
}

export function readLiveColumns(db: Database): Promise<LiveColumn[]> {
  return readPart(db, liveColumnsPart)
}
