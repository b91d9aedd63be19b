import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connect } from '#prisma/connection.ts'
import { migrate } from '#prisma/migrate.ts'
import { readMigrations } from '#prisma/migration-files.ts'
import { type MigrationSources, newMigration, PROJECT_SOURCES } from '#prisma/new-migration.ts'
import { createUnmigratedDatabase } from '#tests/helpers/database.ts'
import { runNpmScript } from '#tests/helpers/npm-script.ts'
import { createScratchCheckout } from '#tests/helpers/scratch-checkout.ts'

const NOW = new Date('2999-12-31T22:59:08.500Z')

let folder: string
let sources: MigrationSources
let existing: number

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'scorecard-migration-'))
  sources = {
    schema: path.join(folder, 'schema.prisma'),
    functions: path.join(folder, 'functions'),
    migrations: path.join(folder, 'migrations'),
  }
  for (const part of ['schema', 'functions', 'migrations'] as const) {
    await cp(PROJECT_SOURCES[part], sources[part], { recursive: true })
  }
  existing = (await readMigrations(sources.migrations)).length
})

afterEach(() => rm(folder, { recursive: true }))

async function write(name: string, options: { empty?: boolean; now?: Date } = {}): Promise<string | null> {
  const database = await createUnmigratedDatabase()
  try {
    return await newMigration({ url: database.url, name, now: NOW, sources, ...options })
  } finally {
    await database.close()
  }
}

async function edit(file: string, before: string, after: string): Promise<void> {
  const text = await readFile(file, 'utf8')
  expect(text).toContain(before)
  await writeFile(file, text.replace(before, after))
}

const addColumn = () =>
  edit(sources.schema, '  referrerSource        String?', '  referrerSource String?\n  campaign String?')

describe('a migration', () => {
  test('holds what has changed in the schema, under its time in UTC and its name', async () => {
    await addColumn()

    const file = await write('add_campaign')

    expect(file).toBe(path.join(sources.migrations, '29991231225908_add_campaign', 'migration.sql'))
    expect(await readFile(file!, 'utf8')).toBe(
      '-- AlterTable\nALTER TABLE "assessments" ADD COLUMN     "campaign" TEXT;\n',
    )
  })

  test('holds functions that were changed, after the column that they need', async () => {
    await addColumn()
    await edit(
      path.join(sources.functions, 'retention.sql'),
      'SELECT LEAST(',
      'SELECT LEAST((SELECT min("createdAt") FROM "assessments" WHERE "campaign" IS NOT NULL),',
    )

    const sql = await readFile((await write('campaigns_count'))!, 'utf8')

    expect(sql).toMatch(/^-- AlterTable\n.*\n\nCREATE OR REPLACE FUNCTION public\.oldest_personal_record\(\)/)
    expect(sql.match(/FUNCTION/g)).toHaveLength(1)
  })

  test('leaves nothing to do for the next one, and applies to a new database', async () => {
    await addColumn()
    await edit(path.join(sources.functions, 'rate-limits.sql'), '< p_limit;', '<= p_limit;')
    const name = path.basename(path.dirname((await write('both'))!))

    expect(await write('again')).toBeNull()

    const database = await createUnmigratedDatabase()
    try {
      expect((await migrate({ url: database.url, folder: sources.migrations })).applied.at(-1)).toBe(name)
      const client = await connect(database.url)
      const { rows } = await client.query(`SELECT count("campaign")::int AS count FROM assessments`)
      await client.end()
      expect(rows).toEqual([{ count: 0 }])
    } finally {
      await database.close()
    }
  })

  test('comes after the newest one, though a clock went ahead', async () => {
    await write('first', { empty: true })
    const second = await write('second', { empty: true, now: new Date('2026-11-30T00:00:00Z') })
    expect(path.basename(path.dirname(second!))).toBe('29991231225909_second')
  })
})

test('no migration is written when nothing has changed', async () => {
  expect(await write('nothing')).toBeNull()
  expect(await readMigrations(sources.migrations)).toHaveLength(existing)
})

test('an empty migration for SQL by hand is one that can be applied', async () => {
  const file = await write('by_hand', { empty: true })
  expect(await readFile(file!, 'utf8')).toMatch(/^--.*\n$/)
  expect(await write('by_hand_too')).toBeNull()
})

test.each([
  '',
  'Add',
  'add job',
  'add-job',
  '../add',
  'add__job',
  '_add',
  'add_',
  '2nd',
  'ä',
  'a'.repeat(201),
])('a migration cannot be named "%s", and the way out is said', async (name) => {
  await expect(
    newMigration({ url: 'postgresql://localhost:1/none', name, now: NOW, sources }),
  ).rejects.toThrow('lower-case words joined by underscores, for instance add_job_title')
})

test('a schema that Prisma does not accept is answered with what is wrong in it', async () => {
  await edit(sources.schema, 'referrerSource        String?', 'referrerSource Strin?')
  await expect(write('typing_error')).rejects.toThrow('Strin')
  expect(await readMigrations(sources.migrations)).toHaveLength(existing)
})

describe('npm run db:migration', () => {
  const clone = createScratchCheckout()
  afterAll(() => clone.delete())
  const run = (...args: string[]) => runNpmScript('db:migration', args, { folder: clone.folder })
  const migrations = () => readMigrations(path.join(clone.folder, 'prisma/migrations'))

  test.each([[[]], [['one', 'two']], [['one', '--emty']]])('shows its usage for %j', async (args) => {
    const { code, stderr } = await run(...args)
    expect(stderr).toMatch(/^Usage: npm run db:migration -- NAME \[--empty\]\n/)
    expect(code).toBe(2)
    expect(await migrations()).toHaveLength(existing)
  })

  test('writes a migration with no database but its own, and says where it is', async () => {
    const schema = path.join(clone.folder, 'prisma/schema.prisma')
    await edit(schema, '  referrerSource        String?', '  referrerSource String?\n  campaign String?')

    const added = await run('add_campaign')
    const again = await run('again')

    expect(added.stdout).toMatch(
      /^Wrote prisma\/migrations\/\d{14}_add_campaign\/migration\.sql\. Read it, then: npm run db:migrate\n$/,
    )
    expect(again.stdout).toMatch(/^Nothing has changed .* For SQL by hand: --empty\n$/)
    expect([added.code, again.code]).toEqual([0, 0])
    expect((await migrations()).map(({ name }) => name.replace(/^\d+_/, '')).slice(existing)).toEqual([
      'add_campaign',
    ])
  })
})
