import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { connect } from './connection.ts'
import { compareFunctions, functionChanges, FUNCTIONS_DIR } from './function-files.ts'
import { migrate } from './migrate.ts'
import { MIGRATIONS_DIR, readMigrations } from './migration-files.ts'
import { createSchemaEngine } from './schema-engine.ts'

/** Where it is written what the database is, and how it came to be so. */
export interface MigrationSources {
  /** Prisma's schema file. */
  schema: string
  /** Folder of the functions' reading copy. */
  functions: string
  /** Folder of the migrations. */
  migrations: string
}

/** The project's own. */
export const PROJECT_SOURCES: MigrationSources = {
  schema: fileURLToPath(new URL('./schema.prisma', import.meta.url)),
  functions: FUNCTIONS_DIR,
  migrations: MIGRATIONS_DIR,
}

export interface NewMigrationOptions {
  /** An empty database to try things out in, made when it does not exist; of no use afterwards. */
  url: string
  /** Lower-case words joined by underscores. */
  name: string
  now: Date
  sources?: MigrationSources
  /** Write a migration also when nothing has changed, for SQL by hand. */
  empty?: boolean
}

const WORDS = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/
// The column that records it holds 255 characters, time included.
const MAX_NAME_LENGTH = 200
const EMPTY =
  '-- Checks, triggers, partial indexes, data: what neither schema.prisma nor functions/ can say.\n'

/** @throws Error for a name that is not lower-case words joined by underscores */
export function checkMigrationName(name: string): void {
  if (WORDS.test(name) && name.length <= MAX_NAME_LENGTH) return
  throw new Error(
    `"${name}" cannot be the name of a migration. Use at most ${MAX_NAME_LENGTH} characters, lower-case words joined by ` +
      'underscores, for instance add_job_title.',
  )
}

/**
 * Writes the migration that takes a database from the state of the existing ones to what schema.prisma and the reading
 * copy of the functions say.
 * @returns the file; null when nothing has changed, and so nothing was written
 * @throws Error for a bad name, a schema or function that is not accepted, or a history that does not apply
 */
export async function newMigration(options: NewMigrationOptions): Promise<string | null> {
  const { url, name, now, sources = PROJECT_SOURCES } = options
  checkMigrationName(name)
  await migrate({ url, folder: sources.migrations })
  const changes = [await changeTables(url, sources.schema), await changeFunctions(url, sources.functions)]
  const sql = changes.filter((part) => part !== '').join('\n\n')
  if (sql === '' && !options.empty) return null
  const folder = path.join(sources.migrations, `${await nextTimestamp(now, sources.migrations)}_${name}`)
  await mkdir(folder)
  const file = path.join(folder, 'migration.sql')
  await writeFile(file, sql === '' ? EMPTY : `${sql}\n`)
  return file
}

/** Changes the tables of the database, because functions may need the new ones. @returns the statements */
async function changeTables(url: string, file: string): Promise<string> {
  const schema = await readFile(file, 'utf8')
  const engine = await createSchemaEngine(url, schema)
  const sql = await engine.diffFromDatabase(schema).finally(() => engine.close())
  const client = await connect(url)
  await client.query(sql).finally(() => client.end())
  return sql
}

async function changeFunctions(url: string, folder: string): Promise<string> {
  const client = await connect(url)
  return functionChanges(await compareFunctions(client, folder).finally(() => client.end()))
}

/** Now in UTC, or a second after the newest migration where a clock went ahead: migrations run by their names. */
async function nextTimestamp(now: Date, folder: string): Promise<string> {
  const digits = (time: Date) => time.toISOString().replace(/\D/g, '').slice(0, 14)
  const newest = (await readMigrations(folder)).at(-1)?.name.slice(0, 14) ?? ''
  if (digits(now) > newest) return digits(now)
  const time = newest.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6Z')
  return digits(new Date(Date.parse(time) + 1000))
}
