import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { asApp } from '#prisma/app-role.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'

const { url, db } = await useTestDatabase()
const app = new pg.Client({ connectionString: asApp(url) })
await app.connect()
afterAll(() => app.end())

test('the Worker’s role reads and writes the rows of every table, and of the migrations’ own reads alone', async () => {
  const { rows } = await app.query<{ name: string; rights: string }>(`
    SELECT relname AS name, (SELECT string_agg(r, ' ') FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS r
      WHERE has_table_privilege(oid, r)) AS rights
    FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`)
  expect(rows.length).toBeGreaterThan(10)
  for (const { name, rights } of rows)
    expect([name, rights]).toEqual([
      name,
      name === '_prisma_migrations' ? 'SELECT' : 'SELECT INSERT UPDATE DELETE',
    ])
})

test('it calls the functions of the product, and owns nothing', async () => {
  const { rows } = await app.query<{ callable: boolean; trigger: boolean }>(`
    SELECT has_function_privilege(oid, 'EXECUTE') AS callable, prorettype = 'trigger'::regtype AS trigger
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace`)
  expect(rows.length).toBeGreaterThan(10)
  expect(rows.filter(({ callable, trigger }) => callable === trigger)).toEqual([])
  const owned = await app.query(`SELECT 1 FROM pg_class WHERE relowner = current_user::regrole`)
  expect(owned.rows).toEqual([])
})

test.each([
  'CREATE TABLE extra (id int)',
  'ALTER TABLE assessments ADD COLUMN extra int',
  'DROP TABLE assessments',
  'TRUNCATE assessments',
  'CREATE FUNCTION extra() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
  'CREATE OR REPLACE FUNCTION rate_limit_hit() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
  'ALTER TABLE assessments DISABLE TRIGGER ALL',
  'DROP INDEX "assessments_email_idx"',
  'CREATE SCHEMA extra',
  'CREATE ROLE extra',
  'GRANT SELECT ON assessments TO PUBLIC',
  'DELETE FROM _prisma_migrations',
])('it may not: %s', async (statement) => {
  await app.query('BEGIN')
  const outcome = await app.query(statement).then(
    () => 'done',
    (error: pg.DatabaseError) => error.code,
  )
  await app.query('ROLLBACK')
  if (statement.startsWith('GRANT')) {
    expect(
      await db.$queryRaw`SELECT has_table_privilege('public', 'assessments', 'SELECT') AS granted`,
    ).toEqual([{ granted: false }])
  } else expect(outcome).toBe('42501')
})
