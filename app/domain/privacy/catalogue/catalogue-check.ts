import type { ColumnEntry, TableEntry } from './catalogue-types.ts'

type Catalogue = Readonly<Record<string, TableEntry>>

/** As information_schema describes it. */
export interface LiveColumn {
  table: string
  column: string
  type: string
}

/** As PostgreSQL's to_jsonb makes it. */
export type JsonRow = Readonly<Record<string, unknown>>

/** One sentence a problem. */
export function compareCatalogue(catalogue: Catalogue, live: readonly LiveColumn[]): string[] {
  const problems: string[] = []
  for (const { table, column, type } of live) {
    const entry = findColumn(catalogue, table, column)
    if (!entry) problems.push(`${table}.${column} is not classified in the retention catalogue`)
    else problems.push(...findFaults(entry, `${table}.${column}`, type === 'json' || type === 'jsonb'))
  }
  const known = new Set(live.map(({ table, column }) => `${table}.${column}`))
  for (const [table, { columns }] of Object.entries(catalogue)) {
    for (const column of Object.keys(columns)) {
      if (!known.has(`${table}.${column}`))
        problems.push(`${table}.${column} is in the catalogue and not in the database`)
    }
  }
  return problems
}

function findFaults(entry: ColumnEntry, name: string, isJson: boolean): string[] {
  const faults: string[] = []
  if (entry.class === 'personal' && entry.removal === 'kept') faults.push(`${name} is personal, and kept`)
  if (isJson && !entry.paths) faults.push(`${name} holds JSON and is not classified by path`)
  if (!isJson && entry.paths) faults.push(`${name} is classified by path and holds no JSON`)
  if (entry.class !== 'none' && !entry.name && !entry.paths)
    faults.push(`${name} is ${entry.class} and has no name in the notice`)
  for (const [path, inner] of Object.entries(entry.paths ?? {})) {
    faults.push(...findFaults(inner, `${name}->${path}`, false))
    if (inner.class !== 'none' && inner.removal !== 'kept' && entry.removal === 'kept')
      faults.push(`${name}->${path} is to be ${inner.removal}, and its column is kept`)
  }
  return faults
}

/** The personal columns and paths that still hold something after the scrub. */
export function personalDataLeft(catalogue: Catalogue, table: string, rows: readonly JsonRow[]): string[] {
  const left = new Set<string>()
  for (const row of rows) {
    for (const [column, value] of Object.entries(row)) {
      const entry = findColumn(catalogue, table, column)
      if (!entry || isEmpty(value)) continue
      if (entry.paths) {
        for (const path of pathsIn(value)) {
          if (pathEntry(entry, path)?.class === 'personal') left.add(`${table}.${column}->${path}`)
        }
      } else if (entry.class === 'personal') left.add(`${table}.${column}`)
    }
  }
  return [...left].map((name) => `${name} is personal, and the scrub leaves it`)
}

export function unclassifiedPaths(catalogue: Catalogue, table: string, rows: readonly JsonRow[]): string[] {
  const unknown = new Set<string>()
  for (const row of rows) {
    for (const [column, value] of Object.entries(row)) {
      const entry = findColumn(catalogue, table, column)
      if (!entry?.paths) continue
      for (const path of pathsIn(value)) {
        if (!pathEntry(entry, path)) unknown.add(`${table}.${column}->${path} is not classified`)
      }
    }
  }
  return [...unknown]
}

function findColumn(catalogue: Catalogue, table: string, column: string): ColumnEntry | undefined {
  const columns = Object.hasOwn(catalogue, table) ? catalogue[table]!.columns : {}
  return Object.hasOwn(columns, column) ? columns[column] : undefined
}

function pathEntry({ paths = {} }: ColumnEntry, path: string): ColumnEntry | undefined {
  const within = path.replace(/[^.]*$/, '*')
  const name = [path, within, '*'].find((candidate) => Object.hasOwn(paths, candidate))
  return name === undefined ? undefined : paths[name]
}

/** Elements of lists count under the list's own path. */
function pathsIn(value: unknown, prefix = ''): string[] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value.flatMap((item) => pathsIn(item, prefix))
  if (typeof value !== 'object') return [prefix]
  return Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, prefix ? `${prefix}.${key}` : key))
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true
  return typeof value === 'object' && Object.keys(value).length === 0
}
