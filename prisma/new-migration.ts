import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { connect, dropDatabase, SQLSTATE, sqlState } from './connection.ts'
import { dataWarnings } from './data-warnings.ts'
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
  /** A database to try things out in: empty or not there yet, made anew on the way, of no use afterwards. */
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

export interface NewMigration {
  file: string
  /** What of it loses data, or fails where there are rows: one sentence each, for people; they stand in the file too. */
  warnings: string[]
}

/**
 * Writes the migration that takes a database from the state of the existing ones to what schema.prisma and the reading
 * copy of the functions say, and applies it to an empty database after the others.
 * @returns null when nothing has changed, and so nothing was written
 * @throws Error, with no file left, for a bad name, a schema or function that is not accepted, a history or a migration
 *   that does not apply
 */
export async function newMigration(options: NewMigrationOptions): Promise<NewMigration | null> {
  const { url, name, now, sources = PROJECT_SOURCES } = options
  checkMigrationName(name)
  await migrate({ url, folder: sources.migrations })
  const tables = await changeTables(url, sources.schema).catch(explainRefusal)
  const changes = [tables, await changeFunctions(url, sources.functions)]
  const sql = changes.filter((part) => part !== '').join('\n\n')
  if (sql === '' && !options.empty) return null
  const warnings = dataWarnings(tables)
  const head = warnings.map((warning) => `-- WARNING: ${warning}\n`).join('')
  const folder = path.join(sources.migrations, `${await nextTimestamp(now, sources.migrations)}_${name}`)
  await mkdir(folder)
  const file = path.join(folder, 'migration.sql')
  try {
    await writeFile(file, sql === '' ? EMPTY : `${head && `${head}\n`}${sql}\n`)
    await tryOut(url, sources).catch(explainRefusal)
  } catch (error) {
    await rm(folder, { recursive: true })
    throw error
  }
  return { file, warnings }
}

/** Changes the tables of the database, because functions may need the new ones. @returns the statements */
async function changeTables(url: string, file: string): Promise<string> {
  const sql = await tableChanges(url, file)
  const client = await connect(url)
  await client.query(sql).finally(() => client.end())
  return sql
}

async function tableChanges(url: string, file: string): Promise<string> {
  const schema = await readFile(file, 'utf8')
  const engine = await createSchemaEngine(url, schema)
  return engine.diffFromDatabase(schema).finally(() => engine.close())
}

async function changeFunctions(url: string, folder: string): Promise<string> {
  const client = await connect(url)
  return functionChanges(await compareFunctions(client, folder).finally(() => client.end()))
}

/** Applies all migrations to the database, made anew. @throws Error when that fails or leads elsewhere */
async function tryOut(url: string, sources: MigrationSources): Promise<void> {
  await dropDatabase(url)
  await migrate({ url, folder: sources.migrations })
  const rest = [
    await tableChanges(url, sources.schema),
    await changeFunctions(url, sources.functions),
  ].filter(Boolean)
  if (rest.length > 0) {
    throw new Error(`The migration would leave schema.prisma or functions/ behind by:\n${rest.join('\n')}`)
  }
}

const DEPENDENTS =
  'What something depends on is not dropped, and parameters and result of such a function are not changed. Add what is ' +
  'to take its place beside it, under another name; lead there, in a migration by hand (--empty), what depends on it; ' +
  'then take it out.'

/** PostgreSQL says what depends on what in the detail of its error. */
function explainRefusal(error: unknown): never {
  const refusal = [error, error instanceof Error ? error.cause : undefined].find(
    (candidate) => candidate instanceof pg.DatabaseError,
  )
  const message = error instanceof Error ? error.message : String(error)
  const advice = sqlState(refusal) === SQLSTATE.dependentObjects ? DEPENDENTS : undefined
  throw new Error(
    [message, refusal?.detail, advice, 'No file was written.']
      .filter((line) => line !== undefined)
      .join('\n'),
    { cause: error },
  )
}

/** Now in UTC, or a second after the newest migration where a clock went ahead: migrations run by their names. */
async function nextTimestamp(now: Date, folder: string): Promise<string> {
  const digits = (time: Date) => time.toISOString().replace(/\D/g, '').slice(0, 14)
  const newest = (await readMigrations(folder)).at(-1)?.name.slice(0, 14) ?? ''
  if (digits(now) > newest) return digits(now)
  const time = newest.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6Z')
  return digits(new Date(Date.parse(time) + 1000))
}
