import type { PrismaClient } from '#app/data/database.server.ts'
import { readLiveColumns } from '#app/data/privacy/live-columns.server.ts'

const DAY_SECONDS = 86_400

/**
 * Makes all rows older, as if so many days had passed: every time in the database moves back.
 * @param exceptTables whose times stay
 */
export async function letDaysPass(
  db: PrismaClient,
  days: number,
  exceptTables: readonly string[] = [],
): Promise<void> {
  await letSecondsPass(db, days * DAY_SECONDS, exceptTables)
}

/** The same in seconds; triggers stay silent, and the schema's own age changes too. */
export async function letSecondsPass(
  db: PrismaClient,
  seconds: number,
  exceptTables: readonly string[] = [],
): Promise<void> {
  const columns = await readLiveColumns(db)
  const times = columns.filter(
    ({ table, type }) => type === 'timestamp with time zone' && !exceptTables.includes(table),
  )
  const updates = [...new Set(times.map((column) => column.table))].map((table) => {
    const shifted = times
      .filter((column) => column.table === table)
      .map(({ column }) => `"${column}" = "${column}" - make_interval(secs => ${seconds})`)
    return `UPDATE "${table}" SET ${shifted.join(', ')}`
  })
  // Days pass whole.
  const days = Math.trunc(seconds / DAY_SECONDS)
  for (const { table, column } of columns.filter(({ type }) => days > 0 && type === 'date'))
    if (!exceptTables.includes(table))
      updates.push(`UPDATE "${table}" SET "${column}" = "${column}" - ${days}`)
  updates.push(`UPDATE _prisma_migrations SET finished_at = finished_at - make_interval(secs => ${seconds})`)
  await db.$transaction([
    db.$executeRawUnsafe(`SET LOCAL session_replication_role = replica`),
    ...updates.map((update) => db.$executeRawUnsafe(update)),
  ])
}
