import * as z from 'zod'
import { type Database, type Sql, joinSql, sql } from './database.server.ts'
import { many, one } from './rows.server.ts'

/** A query that can be read alone, or together with others in one statement. */
export interface Part<Row> {
  query: Sql
  row: z.ZodType<Row>
}

export type Parts = Readonly<Record<string, Part<unknown>>>
export type PartRows<P extends Parts> = {
  [Name in keyof P]: P[Name] extends Part<infer Row> ? Row[] : never
}

/** A column with a time: as the driver gives it, or as text where it came in JSON. */
export const time = z.coerce.date()

export async function readPart<Row>(db: Database, { query, row }: Part<Row>): Promise<Row[]> {
  return many(await db.$queryRaw(query), row)
}

const togetherRow = z.object({ parts: z.record(z.string(), z.array(z.unknown())) })

/** Reads any number of queries in one statement, and so in one round trip. Throws as {@link many}. */
export async function readTogether<P extends Parts>(db: Database, parts: P): Promise<PartRows<P>> {
  const fields = Object.entries(parts).map(
    ([name, { query }]) =>
      sql`${name}::text, COALESCE((SELECT jsonb_agg(to_jsonb(part)) FROM (${query}) AS part), '[]')`,
  )
  const rows = await db.$queryRaw(sql`SELECT jsonb_build_object(${joinSql(fields, ', ')}) AS parts`)
  const read = one(rows, togetherRow).parts
  return Object.fromEntries(
    Object.entries(parts).map(([name, { row }]) => [name, many(read[name], row)]),
  ) as PartRows<P>
}
