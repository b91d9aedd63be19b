import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { grantAppRights } from './app-role.ts'
import { connect, SQLSTATE, sqlState, withMaintenance } from './connection.ts'
import { type Migration, readMigrations } from './migration-files.ts'

/** The key of the advisory lock under which Prisma's own engine migrates: the two never run at once. */
const PRISMA_LOCK = 72_707_369
const LOCK_TIMEOUT = '60s'
/** First line of a migration that cannot run in a transaction (CREATE INDEX CONCURRENTLY): one statement only. */
const NO_TRANSACTION = '-- migrate: no transaction'

// As Prisma's engine creates it (schema-engine/connectors/sql-schema-connector, flavour/postgres).
const CREATE_BOOKKEEPING = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`

/** A history that must be put right by a person before anything is applied. */
export class MigrationRefusedError extends Error {}

export interface MigrateOptions {
  /** A direct connection: a pooled one cannot hold the lock. */
  url: string
  /** Folder of the migrations; the project's own unless told. */
  folder?: string
  log?: (line: string) => void
}

/**
 * Applies the migrations that the database does not have yet, each in one transaction with its entry in
 * `_prisma_migrations`, just as `prisma migrate deploy` records it. Creates the database when it does not exist.
 * @returns names of the migrations applied now, and how many were there before
 * @throws MigrationRefusedError for an edited, failed or missing migration, and for sessions outside UTC; Error for a database out of reach
 */
export async function migrate(
  options: MigrateOptions,
): Promise<{ applied: string[]; alreadyApplied: number }> {
  refusePooledHost(options.url)
  const migrations = await readMigrations(options.folder)
  const client = await connectCreating(options.url)
  try {
    await lock(client)
    await requireWritable(client)
    await client.query(CREATE_BOOKKEEPING)
    const done = await checkHistory(client, migrations)
    const open = migrations.filter(({ name }) => !done.has(name))
    for (const migration of open) {
      await apply(client, migration)
      options.log?.(`applied ${migration.name}`)
    }
    await grantAppRights(client, (line) => options.log?.(line))
    await requireUtc(options.url)
    return { applied: open.map(({ name }) => name), alreadyApplied: done.size }
  } finally {
    // Closing the connection releases the lock.
    await client.end()
  }
}

/** A database that is full, a replica, or one that somebody has set so is read-only: it says how to write to it again. */
async function requireWritable(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{
    replica: boolean
    on: boolean
    source: string
    role: string
    database: string
  }>(
    `SELECT pg_is_in_recovery() AS replica, current_setting('transaction_read_only')::boolean AS on, source,
       quote_ident(current_user) AS role, quote_ident(current_database()) AS database
     FROM pg_settings WHERE name = 'default_transaction_read_only'`,
  )
  const { replica, on, source, role, database } = rows[0]!
  if (replica)
    throw new MigrationRefusedError('This is a read-only replica: use the connection string of the primary.')
  if (!on) return
  const remedies: Record<string, string> = {
    user: `ALTER ROLE ${role}`,
    'database user': `ALTER ROLE ${role} IN DATABASE ${database}`,
    database: `ALTER DATABASE ${database}`,
  }
  const off = 'SET default_transaction_read_only TO off'
  const remedy =
    source in remedies
      ? `run, in one session, ${off}; ${remedies[source]} ${off}`
      : 'switch default_transaction_read_only off where it is set: the connection string, or the provider'
  throw new MigrationRefusedError(
    `The database is read-only. Providers set that when its storage is full: see to that first, then ${remedy}.`,
  )
}

/** The migrations set the database's time zone, which a role's own and a connection string's outweigh. */
async function requireUtc(url: string): Promise<void> {
  const client = await connect(url)
  try {
    const { rows } = await client.query<{ zone: string; source: string; role: string; database: string }>(
      `SELECT setting AS zone, source, quote_ident(current_user) AS role, quote_ident(current_database()) AS database
       FROM pg_settings WHERE name = 'TimeZone'`,
    )
    const { zone, source, role, database } = rows[0]!
    if (['UTC', 'Etc/UTC', 'GMT'].includes(zone)) return
    const remedies: Record<string, string> = {
      client: 'take the time zone out of the connection string',
      user: `run ALTER ROLE ${role} SET timezone TO 'UTC'`,
      'database user': `run ALTER ROLE ${role} IN DATABASE ${database} SET timezone TO 'UTC'`,
    }
    const remedy = remedies[source] ?? `run ALTER DATABASE ${database} SET timezone TO 'UTC'`
    throw new MigrationRefusedError(
      `Sessions of role ${role} in database ${database} are in ${zone}, not in UTC: ${remedy} and migrate again.`,
    )
  } finally {
    await client.end()
  }
}

/**
 * A pooler hands out a connection for a transaction only: what is locked or set there stays with somebody else.
 * @throws MigrationRefusedError for a pooled connection
 */
export function refusePooledHost(url: string): void {
  if (/-pooler\./.test(url)) {
    throw new MigrationRefusedError(
      "Migrations need a direct connection, and this is Neon's pooled host. Set DIRECT_DATABASE_URL to the URL without -pooler.",
    )
  }
  if (/\.supabase\.(?:co|com):6543\//.test(url)) {
    throw new MigrationRefusedError(
      "Migrations need a session of their own, and port 6543 is Supabase's transaction pooler. Set DIRECT_DATABASE_URL to the direct connection or the session pooler, both on port 5432.",
    )
  }
}

async function connectCreating(url: string): Promise<pg.Client> {
  try {
    return await connect(url)
  } catch (error) {
    if (!(error instanceof Error) || sqlState(error.cause) !== SQLSTATE.unknownDatabase) throw error
    await withMaintenance(url, async (client, database) => {
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`).catch((created: unknown) => {
        // Somebody else may have been quicker, which is as good.
        if (sqlState(created) !== SQLSTATE.databaseExists) throw created
      })
    })
    return connect(url)
  }
}

async function lock(client: pg.Client): Promise<void> {
  try {
    await client.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`)
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK])
    await client.query('SET lock_timeout = 0')
  } catch (error) {
    if (sqlState(error) !== SQLSTATE.lockNotAvailable) throw error
    throw new MigrationRefusedError(
      `Another migration has been running for ${LOCK_TIMEOUT}. Try again when it is done.`,
    )
  }
}

interface Entry {
  migration_name: string
  checksum: string
  finished_at: Date | null
}

/** The names of the migrations in place, after the history has been found to fit the files. */
async function checkHistory(client: pg.Client, migrations: Migration[]): Promise<Set<string>> {
  const { rows } = await client.query<Entry>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at',
  )
  for (const entry of rows) {
    const name = entry.migration_name
    const migration = migrations.find((candidate) => candidate.name === name)
    if (entry.finished_at === null) {
      throw new MigrationRefusedError(
        `Migration ${name} failed earlier and may be half applied. Put the database right by hand, then mark it with ` +
          `npx prisma migrate resolve --rolled-back ${name} (or --applied), and migrate again.`,
      )
    }
    if (!migration) {
      throw new MigrationRefusedError(
        `The database has migration ${name}, which is not in prisma/migrations. Check out the version that brought it.`,
      )
    }
    if (migration.checksum !== entry.checksum) {
      throw new MigrationRefusedError(
        `Migration ${name} was edited after it was applied (SHA-256 ${migration.checksum.slice(0, 12)}, applied as ` +
          `${entry.checksum.slice(0, 12)}). Restore the file and put the change into a new migration.`,
      )
    }
  }
  return new Set(rows.map((entry) => entry.migration_name))
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const id = randomUUID()
  const transactional = !migration.sql.startsWith(NO_TRANSACTION)
  if (transactional) await client.query('BEGIN')
  try {
    await client.query(
      'INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at) VALUES ($1, $2, $3, clock_timestamp())',
      [id, migration.checksum, migration.name],
    )
    await client.query(migration.sql)
    await client.query(
      'UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1',
      [id],
    )
    if (transactional) await client.query('COMMIT')
  } catch (error) {
    const detail = describe(error)
    const undo = transactional
      ? client.query('ROLLBACK')
      : client.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, detail])
    // The connection may be what failed; its end undoes the transaction just as well.
    await undo.catch(() => undefined)
    throw new Error(
      `Migration ${migration.name} failed: ${detail}. ${transactional ? 'Nothing of it was kept.' : 'It may be half applied.'}`,
      { cause: error },
    )
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const hint = 'hint' in error && typeof error.hint === 'string' ? `. ${error.hint}` : ''
  return `${error.message}${hint}`.replace(/[.;]+$/, '')
}
