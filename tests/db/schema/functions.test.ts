import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { connect } from '#prisma/connection.ts'
import { compareFunctions, functionChanges, FUNCTIONS_DIR } from '#prisma/function-files.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helpers/database.ts'

let database: TestDatabase
let client: pg.Client
let folder: string

beforeAll(async () => {
  database = await createTestDatabase()
  client = await connect(database.url)
})

afterAll(async () => {
  await client.end()
  await database.close()
})

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'scorecard-functions-'))
  await cp(FUNCTIONS_DIR, folder, { recursive: true })
})

afterEach(() => rm(folder, { recursive: true }))

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const before = await readFile(path.join(folder, file), 'utf8')
  const after = change(before)
  expect(after).not.toBe(before)
  await writeFile(path.join(folder, file), after)
}

test('the database has exactly the functions of the reading copy, word for word', async () => {
  expect(await compareFunctions(client)).toEqual([])
})

test('every function stands in the reading copy once', async () => {
  const texts = await Promise.all(
    (await readdir(FUNCTIONS_DIR)).map((file) => readFile(path.join(FUNCTIONS_DIR, file), 'utf8')),
  )
  const names = texts.flatMap((text) =>
    [...text.matchAll(/(?:FUNCTION|PROCEDURE) (\w+)\(/g)].map(([, name]) => name),
  )
  const { rows } = await client.query<{ proname: string }>(
    `SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY proname COLLATE "C"`,
  )
  expect(names.length).toBeGreaterThan(0)
  expect(names.sort()).toEqual(rows.map(({ proname }) => proname))
})

test('comparing leaves functions and triggers as they are', async () => {
  const counts = `SELECT (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal) AS triggers,
    (SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace) AS functions`
  const before = await client.query<{ triggers: string; functions: string }>(counts)
  await compareFunctions(client)
  expect((await client.query(counts)).rows).toEqual(before.rows)
  expect(Number(before.rows[0]!.triggers)).toBeGreaterThan(0)
})

test('a body that differs is found, and how the statement around it is typed plays no part', async () => {
  await edit('timestamps.sql', (text) =>
    text
      .replace(
        'RETURNS timestamptz LANGUAGE sql STABLE',
        'RETURNS timestamp with time zone\n  STABLE LANGUAGE sql',
      )
      .replace('NEW."updatedAt" := now()', 'NEW."updatedAt" := clock_timestamp()'),
  )
  const differences = await compareFunctions(client, folder)
  expect(differences.map(({ signature }) => signature)).toEqual(['set_updated_at()'])
  expect(differences[0]!.database!.definition).toContain(':= now()')
  expect(differences[0]!.copy!.definition).toContain(':= clock_timestamp()')
})

test('a function without a copy is found', async () => {
  await rm(path.join(folder, 'hubspot.sql'))
  expect(await compareFunctions(client, folder)).toMatchObject([
    { signature: 'take_hubspot_call(integer,interval)', copy: null },
    { signature: 'try_take_hubspot_calls(integer,interval,integer)', copy: null },
  ])
})

test('a copy without a function is found', async () => {
  await writeFile(
    path.join(folder, 'new.sql'),
    'CREATE FUNCTION answer() RETURNS integer LANGUAGE sql RETURN 42;',
  )
  expect(await compareFunctions(client, folder)).toMatchObject([{ signature: 'answer()', database: null }])
})

test('a file that PostgreSQL does not accept is named', async () => {
  await edit('mail.sql', (text) => text.replace('END LOOP;', 'END LOP;'))
  await expect(compareFunctions(client, folder)).rejects.toThrow('prisma/functions/mail.sql: syntax error')
})

test('the changes turn the functions of the database into those of the copy', async () => {
  await edit('timestamps.sql', (text) => text.replaceAll('p_age', 'p_span'))
  await edit('rate-limits.sql', (text) => text.replace('< p_limit', '<= p_limit'))
  await rm(path.join(folder, 'hubspot.sql'))
  await writeFile(
    path.join(folder, 'new.sql'),
    'CREATE FUNCTION answer() RETURNS integer LANGUAGE sql RETURN 42;',
  )

  const sql = functionChanges(await compareFunctions(client, folder))

  expect(sql).toContain('DROP FUNCTION take_hubspot_call(integer,interval);')
  expect(sql).toContain(
    'DROP FUNCTION utc_ago(interval);\nCREATE OR REPLACE FUNCTION public.utc_ago(p_span interval)',
  )
  expect(sql).not.toContain('DROP FUNCTION rate_limit_hit')
  const changed = await createTestDatabase()
  const other = await connect(changed.url)
  try {
    await other.query(sql)
    expect(await compareFunctions(other, folder)).toEqual([])
  } finally {
    await other.end()
    await changed.close()
  }
})
