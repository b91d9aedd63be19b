import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connect } from '#prisma/connection.ts'
import { migrate, MigrationRefusedError } from '#prisma/migrate.ts'
import { MIGRATIONS_DIR, readMigrations } from '#prisma/migration-files.ts'
import { createTestDatabase, createUnmigratedDatabase } from '#tests/helpers/database.ts'
import { createSchemaEngine } from '#prisma/schema-engine.ts'

const SCHEMA = new URL('../../../prisma/schema.prisma', import.meta.url)

let empty: { url: string; close(): Promise<void> }
let folder: string

beforeEach(async () => {
  empty = await createUnmigratedDatabase()
  folder = await mkdtemp(path.join(os.tmpdir(), 'scorecard-migrations-'))
  await cp(MIGRATIONS_DIR, folder, { recursive: true })
})

afterEach(async () => {
  await rm(folder, { recursive: true })
  await empty.close()
})

async function query<Row>(url: string, sql: string): Promise<Row[]> {
  const client = await connect(url)
  try {
    const { rows } = await client.query<Row & object>(sql)
    return rows
  } finally {
    await client.end()
  }
}

async function addMigration(name: string, sql: string): Promise<void> {
  await cp(path.join(folder, (await readMigrations(folder))[0]!.name), path.join(folder, name), {
    recursive: true,
  })
  await writeFile(path.join(folder, name, 'migration.sql'), sql)
}

async function diagnose(url: string) {
  const engine = await createSchemaEngine(url, await readFile(SCHEMA, 'utf8'))
  try {
    return { diagnosis: await engine.diagnose(), deployed: await engine.deploy() }
  } finally {
    await engine.close()
  }
}

describe('bookkeeping', () => {
  test("Prisma's engine finds a complete history and nothing to deploy", async () => {
    await migrate({ url: empty.url })
    expect(await diagnose(empty.url)).toEqual({
      diagnosis: {
        editedMigrationNames: [],
        failedMigrationNames: [],
        hasMigrationsTable: true,
        history: null,
      },
      deployed: [],
    })
  })

  test("Prisma's engine would notice a missing and an edited migration", async () => {
    await migrate({ url: empty.url })
    const names = (await readMigrations()).map(({ name }) => name)
    await query(
      empty.url,
      `UPDATE _prisma_migrations SET checksum = 'x' WHERE migration_name = '${names[0]}'`,
    )
    await query(empty.url, `DELETE FROM _prisma_migrations WHERE migration_name = '${names.at(-1)}'`)
    const engine = await createSchemaEngine(empty.url, await readFile(SCHEMA, 'utf8'))
    try {
      expect(await engine.diagnose()).toMatchObject({
        editedMigrationNames: [names[0]],
        history: { diagnostic: 'databaseIsBehind', unappliedMigrationNames: [names.at(-1)] },
      })
    } finally {
      await engine.close()
    }
  })

  test('the table has the columns of the one that Prisma makes', async () => {
    await migrate({ url: empty.url })
    const other = await createUnmigratedDatabase()
    const noMigrations = await mkdtemp(path.join(os.tmpdir(), 'scorecard-migrations-'))
    const columns = `
      SELECT column_name, data_type, character_maximum_length, is_nullable, column_default
      FROM information_schema.columns WHERE table_name = '_prisma_migrations' ORDER BY ordinal_position`
    try {
      // Prisma makes its table before it looks at what there is to apply.
      await cp(path.join(folder, 'migration_lock.toml'), path.join(noMigrations, 'migration_lock.toml'))
      const engine = await createSchemaEngine(other.url, await readFile(SCHEMA, 'utf8'), noMigrations)
      await engine.deploy()
      await engine.close()
      const made = await query(empty.url, columns)
      expect(made).toHaveLength(8)
      expect(made).toEqual(await query(other.url, columns))
    } finally {
      await rm(noMigrations, { recursive: true })
      await other.close()
    }
  })

  test('each migration has one row with its checksum, finished, in one step', async () => {
    await migrate({ url: empty.url })
    const migrations = await readMigrations()
    expect(
      await query(
        empty.url,
        `SELECT migration_name, checksum, applied_steps_count, logs, rolled_back_at, finished_at >= started_at AS finished
         FROM _prisma_migrations ORDER BY started_at`,
      ),
    ).toEqual(
      migrations.map(({ name, checksum }) => ({
        migration_name: name,
        checksum,
        applied_steps_count: 1,
        logs: null,
        rolled_back_at: null,
        finished: true,
      })),
    )
  })
})

describe('applying', () => {
  test('a second run has nothing to do', async () => {
    const names = (await readMigrations()).map(({ name }) => name)
    expect(await migrate({ url: empty.url })).toEqual({ applied: names, alreadyApplied: 0 })
    expect(await migrate({ url: empty.url })).toEqual({ applied: [], alreadyApplied: names.length })
  })

  test('of two runs at the same time each migration is applied by one', async () => {
    const runs = await Promise.all([migrate({ url: empty.url }), migrate({ url: empty.url })])
    const names = (await readMigrations()).map(({ name }) => name)
    expect(runs.flatMap(({ applied }) => applied)).toEqual(names)
  })

  test('a database that does not exist is created', async () => {
    const missing = new URL(empty.url)
    missing.pathname += '_made'
    try {
      await migrate({ url: missing.toString() })
      expect(await query(missing.toString(), 'SELECT count(*)::int AS rows FROM assessments')).toEqual([
        { rows: 0 },
      ])
    } finally {
      await query(empty.url, `DROP DATABASE IF EXISTS "${missing.pathname.slice(1)}" WITH (FORCE)`)
    }
  })

  test('new sessions of a migrated database are in UTC, whatever the server says', async () => {
    const database = empty.url.split('/').at(-1)
    await query(empty.url, `ALTER DATABASE ${database} SET timezone TO 'Asia/Kolkata'`)
    await migrate({ url: empty.url })
    expect(await query(empty.url, 'SHOW timezone')).toEqual([{ TimeZone: 'UTC' }])
  })

  test('a migration that fails leaves nothing behind, and the next run tries it again', async () => {
    await addMigration('29990101000000_broken', 'CREATE TABLE half (id int);\nSELECT 1 / 0;')
    await expect(migrate({ url: empty.url, folder })).rejects.toThrow(
      'Migration 29990101000000_broken failed: division by zero. Nothing of it was kept.',
    )
    expect(await query(empty.url, "SELECT to_regclass('half') AS half")).toEqual([{ half: null }])
    await writeFile(path.join(folder, '29990101000000_broken/migration.sql'), 'CREATE TABLE half (id int);')
    expect((await migrate({ url: empty.url, folder })).applied).toEqual(['29990101000000_broken'])
  })

  test('a migration that cannot run in a transaction says so in its first line', async () => {
    const sql = 'CREATE INDEX CONCURRENTLY late_idx ON assessments ("completedAt");'
    await addMigration('29990101000000_late_index', `-- migrate: no transaction\n${sql}`)
    expect((await migrate({ url: empty.url, folder })).applied).toContain('29990101000000_late_index')
    expect(await query(empty.url, "SELECT to_regclass('late_idx')::text AS name")).toEqual([
      { name: 'late_idx' },
    ])
  })
})

describe('refusals', () => {
  test('an edited migration is named', async () => {
    await migrate({ url: empty.url, folder })
    const [first] = await readMigrations(folder)
    await writeFile(path.join(folder, first!.name, 'migration.sql'), `${first!.sql}\n-- changed`)
    const refused = migrate({ url: empty.url, folder })
    await expect(refused).rejects.toThrow(MigrationRefusedError)
    await expect(refused).rejects.toThrow(`Migration ${first!.name} was edited after it was applied`)
  })

  test('a migration that only the database has is named', async () => {
    await addMigration('29990101000000_newer', 'SELECT 1;')
    await migrate({ url: empty.url, folder })
    await rm(path.join(folder, '29990101000000_newer'), { recursive: true })
    await expect(migrate({ url: empty.url, folder })).rejects.toThrow(
      'The database has migration 29990101000000_newer, which is not in prisma/migrations',
    )
  })

  test('a migration that failed half way is named, and nothing after it is applied', async () => {
    await addMigration(
      '29990101000000_broken',
      '-- migrate: no transaction\nCREATE INDEX CONCURRENTLY x ON nothing (id);',
    )
    await expect(migrate({ url: empty.url, folder })).rejects.toThrow('relation "nothing" does not exist')
    await addMigration('29990102000000_after', 'CREATE TABLE after_it (id int);')
    await expect(migrate({ url: empty.url, folder })).rejects.toThrow(
      'Migration 29990101000000_broken failed earlier and may be half applied',
    )
    expect(await query(empty.url, "SELECT to_regclass('after_it') AS name")).toEqual([{ name: null }])
  })

  test('a migration that was rolled back by hand counts as never applied', async () => {
    await addMigration(
      '29990101000000_broken',
      '-- migrate: no transaction\nCREATE INDEX CONCURRENTLY x ON nothing (id);',
    )
    await migrate({ url: empty.url, folder }).catch(() => undefined)
    await query(empty.url, 'UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL')
    await writeFile(path.join(folder, '29990101000000_broken/migration.sql'), 'SELECT 1;')
    expect((await migrate({ url: empty.url, folder })).applied).toEqual(['29990101000000_broken'])
  })

  test('a folder without its file is named', async () => {
    const [first] = await readMigrations(folder)
    await rm(path.join(folder, first!.name, 'migration.sql'))
    await expect(migrate({ url: empty.url, folder })).rejects.toThrow(
      `Migration ${first!.name} has no readable migration.sql`,
    )
  })

  test('a server that is not there is named with host and port, and without the password', async () => {
    const error = await migrate({ url: 'postgresql://someone:secret-word@localhost:1/scorecard' }).catch(
      String,
    )
    expect(error).toMatch(/Cannot reach the database at localhost:1 \(.*ECONNREFUSED.*DIRECT_DATABASE_URL/)
    expect(error).not.toContain('secret-word')
  })

  test('a wrong password is named as such', async () => {
    const url = new URL(empty.url)
    url.password = 'wrong'
    await expect(migrate({ url: url.toString() })).rejects.toThrow('refuses the password of user "postgres"')
  })

  test('a URL of another kind is answered with what it should look like', async () => {
    await expect(migrate({ url: 'mysql://localhost/scorecard' })).rejects.toThrow(
      'should look like postgresql://',
    )
  })

  test("Neon's pooled host is refused before anything is sent", async () => {
    await expect(
      migrate({ url: 'postgresql://user:word@ep-calm-1-pooler.eu-central-1.aws.neon.tech/main' }),
    ).rejects.toThrow('Set DIRECT_DATABASE_URL to the URL without -pooler')
  })

  test.each([
    'postgresql://postgres.abcdefghijkl:word@aws-0-eu-central-1.pooler.supabase.com:6543/postgres',
    'postgresql://postgres:word@db.abcdefghijkl.supabase.co:6543/postgres?sslmode=require',
  ])("Supabase's transaction pooler is refused before anything is sent: %s", async (url) => {
    await expect(migrate({ url })).rejects.toThrow('both on port 5432')
  })

  test('sessions outside UTC are refused with the remedy where the user may not change the database', async () => {
    const database = empty.url.split('/').at(-1)!
    await query(empty.url, `ALTER DATABASE ${database} SET timezone TO 'Asia/Kolkata'`)
    const guest = `guest_${database}`
    await query(empty.url, `CREATE ROLE ${guest} LOGIN PASSWORD 'word'`)
    await query(empty.url, `GRANT ALL ON SCHEMA public TO ${guest}`)
    try {
      const url = new URL(empty.url)
      url.username = guest
      url.password = 'word'
      await expect(migrate({ url: url.toString() })).rejects.toThrow(
        `Let the owner of the database run: ALTER DATABASE ${database} SET timezone TO 'UTC'; and migrate again`,
      )
      await query(empty.url, `ALTER DATABASE ${database} SET timezone TO 'UTC'`)
      expect((await migrate({ url: url.toString() })).applied.length).toBeGreaterThan(0)
    } finally {
      await query(empty.url, `DROP OWNED BY ${guest} CASCADE`)
      await query(empty.url, `DROP ROLE ${guest}`)
    }
  })
})

test('a clone of the template has the whole history', async () => {
  const database = await createTestDatabase()
  try {
    expect(await migrate({ url: database.url })).toMatchObject({ applied: [] })
  } finally {
    await database.close()
  }
})
