import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#tests/helpers/database.ts'
import { createSchemaEngine, type SchemaEngine } from '#prisma/schema-engine.ts'

let database: TestDatabase
let engine: SchemaEngine
let schema: string

beforeAll(async () => {
  database = await createTestDatabase()
  schema = await readFile(new URL('../../../prisma/schema.prisma', import.meta.url), 'utf8')
  engine = await createSchemaEngine(database.url, schema)
})

afterAll(async () => {
  await engine.close()
  await database.close()
})

test('the migrations make exactly the database that schema.prisma describes', async () => {
  expect(await engine.diffFromDatabase(schema)).toBe('')
})

test('a column that only the schema has would be found', async () => {
  const changed = schema.replace(
    '  referrerSource        String?',
    '  referrerSource String?\n  region String?',
  )
  expect(await engine.diffFromDatabase(changed)).toBe(
    '-- AlterTable\nALTER TABLE "assessments" ADD COLUMN     "region" TEXT;',
  )
})

test('an index that only the database has would be found', async () => {
  const changed = schema.replace('  @@index([recipientHash, createdAt])\n', '')
  expect(await engine.diffFromDatabase(changed)).toContain(
    'DROP INDEX "email_messages_recipientHash_createdAt_idx"',
  )
})
