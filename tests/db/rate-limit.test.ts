import { expect, test } from 'vitest'
import { withRollback, useTestDatabase } from '#tests/helpers/database.ts'
import type { Database } from '#app/data/database.server.ts'

const database = await useTestDatabase({ max: 10 })

async function hit(db: Database, key: string, limit: number, window = '1 hour'): Promise<boolean> {
  const rows = await db.$queryRaw<[{ allowed: boolean }]>`
    SELECT rate_limit_hit(${key}, ${limit}::int, ${window}::interval) AS allowed`
  return rows[0].allowed
}

async function countHits(db: Database, key: string): Promise<number> {
  const rows = await db.$queryRaw<{ hits: number }[]>`
    SELECT cardinality(hits) AS hits FROM rate_limits WHERE key = ${key}`
  return rows[0]?.hits ?? 0
}

test('hits up to the limit are allowed, and the next is not', async () => {
  const answers = []
  for (let attempt = 1; attempt <= 4; attempt++) answers.push(await hit(database.db, 'start:a', 3))
  expect(answers).toEqual([true, true, true, false])
})

test('a refused hit is not counted, so that waiting helps even those who keep trying', async () => {
  for (let attempt = 1; attempt <= 5; attempt++) await hit(database.db, 'start:a', 2)
  expect(await countHits(database.db, 'start:a')).toBe(2)
})

test('each key has a limit of its own', async () => {
  expect(await hit(database.db, 'start:a', 1)).toBe(true)
  expect(await hit(database.db, 'start:b', 1)).toBe(true)
})

test('of thirty hits at the same time exactly the limit is allowed', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, () => hit(database.db, 'start:a', 10)))
  expect(answers.filter(Boolean)).toHaveLength(10)
  expect(await countHits(database.db, 'start:a')).toBe(10)
})

test('a limit of zero allows nothing and stores nothing', async () => {
  expect(await hit(database.db, 'start:a', 0)).toBe(false)
  expect(await countHits(database.db, 'start:a')).toBe(0)
})

test.each([
  ['one second before it leaves the window', '59 minutes 59 seconds', false],
  ['in the instant it leaves the window', '60 minutes', true],
  ['one second after it left the window', '60 minutes 1 second', true],
])('a hit counts until an hour has passed: %s', async (_, age, allowed) => {
  await withRollback(database.db, async (tx) => {
    // now() stands still in a transaction; it is cut to the milliseconds that the column keeps.
    await tx.$executeRaw`
      INSERT INTO rate_limits (key, hits) VALUES ('start:a', ARRAY[date_trunc('milliseconds', now()) - ${age}::interval])`
    expect(await hit(tx, 'start:a', 1)).toBe(allowed)
  })
})

test('hits that left the window are forgotten, so that a row does not grow', async () => {
  await database.db.$executeRaw`
    INSERT INTO rate_limits (key, hits)
    SELECT 'start:a', array_agg(now() - interval '2 hours') FROM generate_series(1, 50)`
  await hit(database.db, 'start:a', 3)
  expect(await countHits(database.db, 'start:a')).toBe(1)
})
