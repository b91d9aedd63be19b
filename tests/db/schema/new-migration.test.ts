import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { connect } from '#prisma/connection.ts'
import { migrate } from '#prisma/migrate.ts'
import { newMigration } from '#prisma/new-migration.ts'
import { createUnmigratedDatabase } from '#tests/helpers/database.ts'
import { TRIAL_TIME, edit, useMigrationTrial } from '#tests/helpers/migration-trial.ts'

const { sources, write, functionsFile, addColumn, countWritten } = useMigrationTrial()

describe('a migration', () => {
  test('holds what has changed in the schema, under its time in UTC and its name', async () => {
    await addColumn()

    const file = await write('add_region')

    expect(file).toBe(path.join(sources.migrations, '29991231225908_add_region', 'migration.sql'))
    expect(await readFile(file!, 'utf8')).toBe(
      '-- AlterTable\nALTER TABLE "assessments" ADD COLUMN     "region" TEXT;\n',
    )
  })

  test('holds functions that were changed, after the column that they need', async () => {
    await addColumn()
    await edit(
      path.join(sources.functions, 'retention.sql'),
      'SELECT LEAST(',
      'SELECT LEAST((SELECT min("createdAt") FROM "assessments" WHERE "region" IS NOT NULL),',
    )

    const sql = await readFile((await write('regions_count'))!, 'utf8')

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
      const { rows } = await client.query(`SELECT count("region")::int AS count FROM assessments`)
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

test('a change that PostgreSQL refuses leaves no file, and it says why', async () => {
  await functionsFile(
    'referrers.sql',
    'CREATE FUNCTION referrers() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count("referrerSource") FROM assessments; END;',
  )
  await write('count_referrers')
  await rm(path.join(sources.functions, 'referrers.sql'))
  await edit(sources.schema, '  referrerSource        String?', '')

  await expect(write('no_referrers')).rejects.toThrow(
    /cannot drop column referrerSource of table assessments because other objects depend on it\nfunction referrers\(\) depends on column[^]*No file was written/,
  )
  expect(await countWritten()).toBe(1)
})

test('no migration is written when nothing has changed', async () => {
  expect(await write('nothing')).toBeNull()
  expect(await countWritten()).toBe(0)
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
    newMigration({ url: 'postgresql://localhost:1/none', name, now: TRIAL_TIME, sources }),
  ).rejects.toThrow('lower-case words joined by underscores, for instance add_job_title')
})

test('a schema that Prisma does not accept is answered with what is wrong in it', async () => {
  await edit(sources.schema, 'referrerSource        String?', 'referrerSource Strin?')
  await expect(write('typing_error')).rejects.toThrow('Strin')
  expect(await countWritten()).toBe(0)
})
