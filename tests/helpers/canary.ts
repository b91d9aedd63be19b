import type { Database } from '#app/data/database.server.ts'
import type { ColumnEntry, TableEntry } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { readLiveColumns } from '#app/data/privacy/live-columns.server.ts'

/**
 * Writes a marker into every personal column, and under every personal JSON path, of all rows that are there.
 * @returns `table.column` and `table.column->path` of all that was marked in at least one row
 */
export async function markPersonalColumns(
  db: Database,
  catalogue: Readonly<Record<string, TableEntry>>,
  marker: string,
): Promise<string[]> {
  const marked: string[] = []
  for (const { table, column, type } of await readLiveColumns(db)) {
    const entry = catalogue[table]?.columns[column]
    if (!entry) continue
    const paths = personalPaths(entry)
    if (paths.length === 0 && (entry.class !== 'personal' || entry.paths)) continue
    const value =
      type === 'jsonb'
        ? JSON.stringify(Object.fromEntries(paths.map((path) => [path, `${marker}-${path}`])))
        : `${marker}-${table}-${column}@example.com`
    const cast = type === 'jsonb' ? '::jsonb' : ''
    const rows = await db.$executeRawUnsafe(`UPDATE "${table}" SET "${column}" = $1${cast}`, value)
    if (rows === 0) continue
    marked.push(
      ...(type === 'jsonb' ? paths.map((path) => `${table}.${column}->${path}`) : [`${table}.${column}`]),
    )
  }
  return marked
}

/** All that the catalogue calls personal: `table.column`, or `table.column->path`. */
export function personalNames(catalogue: Readonly<Record<string, TableEntry>>): string[] {
  return Object.entries(catalogue).flatMap(([table, { columns }]) =>
    Object.entries(columns).flatMap(([column, entry]) => {
      if (entry.paths) return personalPaths(entry).map((path) => `${table}.${column}->${path}`)
      return entry.class === 'personal' ? [`${table}.${column}`] : []
    }),
  )
}

function personalPaths({ paths = {} }: ColumnEntry): string[] {
  return Object.entries(paths)
    .filter(([, inner]) => inner.class === 'personal')
    .map(([path]) => path)
}
