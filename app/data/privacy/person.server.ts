import * as z from 'zod'
import type { PersonLink, TableEntry } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { type Database, type Sql, joinSql, rawSql, sql } from '#app/data/database.server.ts'
import { many, one } from '#app/data/rows.server.ts'

const foundRow = z.object({ table: z.string(), row: z.record(z.string(), z.unknown()) })

/** A row about a person, whole, as PostgreSQL's to_jsonb gives it. */
export type PersonRow = z.output<typeof foundRow>

/**
 * Reads all rows about a person, in one statement.
 * @param catalogue says how each table's rows are found by an address
 * @param hashes the address under every key, as the tables that keep no address know it
 */
export async function readPersonRows(
  db: Database,
  catalogue: Readonly<Record<string, TableEntry>>,
  email: string,
  hashes: readonly string[],
): Promise<PersonRow[]> {
  const address = email.trim().toLowerCase()
  const parts = Object.entries(catalogue).flatMap(([table, { person }]) => {
    const conditions = person.flatMap((link) => condition(link, address, hashes) ?? [])
    if (conditions.length === 0) return []
    // Names come from the catalogue, which is code.
    return sql`SELECT ${table} AS "table", to_jsonb(t) AS row FROM ${rawSql(`"${table}"`)} t
      WHERE ${joinSql(conditions, ' OR ')}`
  })
  return many(await db.$queryRaw(joinSql(parts, ' UNION ALL ')), foundRow)
}

function condition(link: PersonLink, address: string, hashes: readonly string[]): Sql | null {
  if (link.by === 'none') return null
  const column = rawSql(`t."${link.column}"`)
  switch (link.by) {
    case 'address':
      return sql`lower(${column}) = ${address}`
    case 'hash':
      return sql`${column} = ANY(${[...hashes]}::text[])`
    case 'assessment':
      return sql`${column} IN (SELECT id FROM assessments WHERE lower(email) = ${address})`
  }
}

const held = z.object({ elsewhere: z.boolean() })

/** Whether an assessment held this address until another took its place. */
export async function wasReplacedByAnother(
  db: Database,
  email: string,
  recipientHashes: readonly string[],
): Promise<boolean> {
  const rows = await db.$queryRaw(sql`
    SELECT EXISTS (
      SELECT 1 FROM assessments a
      WHERE a.id IN (SELECT assessments_of_person(${email}, ${[...recipientHashes]}::text[]))
        AND lower(a.email) IS DISTINCT FROM ${email.trim().toLowerCase()}
    ) AS elsewhere`)
  return one(rows, held).elsewhere
}

/** A person for whom {@link erasePersonRows} is called. */
export interface PersonToErase {
  email: string
  /** as the ledger of erasures keeps it */
  addressHash: string
  /** the address as settled messages know it, under every key */
  recipientHashes: readonly string[]
  source: 'operator' | 'replay'
  /** rows from here on are the person's who came back, and stay; null erases all */
  before: Date | null
}

const erased = z.object({ receipt: z.string() })

/** Erases a person here and notes what is to be erased in HubSpot, in one transaction. @returns the receipt */
export async function erasePersonRows(db: Database, person: PersonToErase): Promise<string> {
  const before = person.before?.toISOString() ?? 'infinity'
  const rows = await db.$queryRaw(sql`
    SELECT erase_person(${person.email}, ${person.addressHash}, ${[...person.recipientHashes]}::text[],
      ${person.source}, ${before}::text::timestamptz) AS receipt`)
  return one(rows, erased).receipt
}
