import * as z from 'zod'
import { type Database, sql } from '#app/data/database.server.ts'

const ledgerEntry = z.object({
  id: z.string(),
  addressHash: z.string(),
  /** ISO 8601 with an offset */
  erasedAt: z.iso.datetime({ offset: true }),
})

/** An erasure as the ledger has it: a keyed hash and a time. */
export type LedgerEntry = z.output<typeof ledgerEntry>

/** The ledger as it is kept in a file: an entry a line. */
export function formatLedger(entries: readonly LedgerEntry[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
}

/**
 * Reads what {@link formatLedger} wrote.
 * @param source what to call it in the error
 * @throws Error naming the first line that is no entry
 */
export function parseLedger(text: string, source: string): LedgerEntry[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line, index) => {
    try {
      return ledgerEntry.parse(JSON.parse(line))
    } catch {
      throw new Error(`Line ${index + 1} of ${source} is no entry of a ledger: nothing was erased`)
    }
  })
}

/**
 * The ledger, oldest first. It is pseudonymous: the hashes tell whether a given address was erased, and nothing else.
 * @param since only erasures from this time on; null for all
 */
export async function readLedger(db: Database, since: Date | null = null): Promise<LedgerEntry[]> {
  const rows = await db.$queryRaw(sql`
    SELECT id, "addressHash", "erasedAt" FROM erasures
    WHERE ${since}::timestamptz IS NULL OR "erasedAt" >= ${since}::timestamptz ORDER BY "erasedAt", id`)
  const dated = z.array(z.object({ id: z.string(), addressHash: z.string(), erasedAt: z.date() }))
  return dated.parse(rows).map((row) => ({ ...row, erasedAt: row.erasedAt.toISOString() }))
}

/** Takes over entries that a restored database has lost. Their work in HubSpot is not repeated by this. */
export async function restoreLedger(db: Database, entries: readonly LedgerEntry[]): Promise<number> {
  return db.$executeRaw(sql`
    INSERT INTO erasures (id, "addressHash", source, "erasedAt", "hubspotStatus", "completedAt")
    SELECT x.id, x."addressHash", 'replay', x."erasedAt", 'completed', now()
    FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS x(id text, "addressHash" text, "erasedAt" timestamptz)
    ON CONFLICT (id) DO NOTHING`)
}

const holdings = z.tuple([z.object({ before: z.boolean(), since: z.boolean() })])

/** Whether anything is held on an address from before a time, and anything from that time on. */
export async function readHoldings(
  db: Database,
  email: string,
  time: Date,
): Promise<{ before: boolean; since: boolean }> {
  const rows = await db.$queryRaw(sql`
    SELECT COALESCE(bool_or(at < ${time}::timestamptz), false) AS before,
      COALESCE(bool_or(at >= ${time}::timestamptz), false) AS since
    FROM (
      SELECT "createdAt" AS at FROM assessments WHERE lower(email) = ${email}
      UNION ALL SELECT "startedAt" FROM assessment_sessions WHERE lower(email) = ${email}
      UNION ALL SELECT "createdAt" FROM email_messages WHERE lower(recipient) = ${email}
      UNION ALL SELECT "createdAt" FROM privacy_requests WHERE lower(email) = ${email}
    ) AS held`)
  return holdings.parse(rows)[0]
}

/**
 * One page of the addresses that the database holds, in order, each once.
 * @param after the last address of the page before; empty for the first
 */
export async function findAddresses(db: Database, after: string, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw(sql`
    SELECT address FROM (
      SELECT lower(email) AS address FROM assessments WHERE email IS NOT NULL
      UNION SELECT lower(email) FROM assessment_sessions WHERE email IS NOT NULL
      UNION SELECT lower(recipient) FROM email_messages WHERE recipient IS NOT NULL
      UNION SELECT lower(email) FROM privacy_requests
    ) AS held WHERE address > ${after} ORDER BY address LIMIT ${limit}::int`)
  return z
    .array(z.object({ address: z.string() }))
    .parse(rows)
    .map(({ address }) => address)
}
