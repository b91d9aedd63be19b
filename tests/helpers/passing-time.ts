import type { PrismaClient } from '#app/data/database.server.ts'
import { readLiveColumns } from '#app/data/privacy/live-columns.server.ts'

/**
 * Makes all rows older, as if so many days had passed: every time in the database moves back.
 * @param exceptTables whose times stay
 */
export async function letDaysPass(
  db: PrismaClient,
  days: number,
  exceptTables: readonly string[] = [],
): Promise<void> {
  const times = (await readLiveColumns(db)).filter(
    ({ table, type }) => type === 'timestamp with time zone' && !exceptTables.includes(table),
  )
  for (const table of new Set(times.map((column) => column.table))) {
    const shifted = times
      .filter((column) => column.table === table)
      .map(({ column }) => `"${column}" = "${column}" - make_interval(days => ${days})`)
    await db.$executeRawUnsafe(`UPDATE "${table}" SET ${shifted.join(', ')}`)
  }
}
