import { expect, test } from 'vitest'
import { withRollback, useTestDatabase } from '#tests/helpers/database.ts'
import { type Database, sql } from '#app/data/database.server.ts'
import { type Counter, hitRateLimits } from '#app/data/rate-limit.server.ts'

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

async function hitAll(
  db: Database,
  counters: Counter[],
): Promise<{ refusedKey: string | null; waitSeconds: number | null }> {
  const rows = await db.$queryRaw<[{ refusedKey: string | null; waitSeconds: number | null }]>(
    sql`SELECT * FROM ${hitRateLimits(counters)}`,
  )
  return rows[0]
}

const counter = (key: string, times: number, seconds = 3_600): Counter => ({ key, limit: { times, seconds } })

test('several counters are hit together, or none of them: a wide one that is full costs a narrow one nothing', async () => {
  const { db } = database
  expect(await hitAll(db, [counter('wide:x', 1)])).toEqual({ refusedKey: null, waitSeconds: null })
  for (let attempt = 0; attempt < 3; attempt++)
    expect(await hitAll(db, [counter('narrow:x', 9), counter('wide:x', 1)])).toMatchObject({
      refusedKey: 'wide:x',
    })
  expect(await countHits(db, 'narrow:x')).toBe(0)
  expect(await hitAll(db, [counter('narrow:x', 9), counter('wide:x', 2)])).toMatchObject({ refusedKey: null })
  expect(await countHits(db, 'narrow:x')).toBe(1)
})

test('a refusal names the first counter without room, and when it has some', async () => {
  await withRollback(database.db, async (tx) => {
    await tx.$executeRaw`
      INSERT INTO rate_limits (key, hits) VALUES ('some:a', ARRAY[
        date_trunc('milliseconds', now()) - interval '50 minutes', date_trunc('milliseconds', now()) - interval '10 minutes'])`
    const { refusedKey, waitSeconds } = await hitAll(tx, [counter('some:b', 5), counter('some:a', 2)])
    expect(refusedKey).toBe('some:a')
    expect(waitSeconds).toBeGreaterThan(599)
    expect(waitSeconds).toBeLessThanOrEqual(600)
    // With more hits than the limit, as after it was lowered, the one that is over it has to go.
    expect((await hitAll(tx, [counter('some:a', 1)])).waitSeconds).toBeGreaterThan(2_999)
  })
})

test('no counters have room for everything', async () => {
  expect(await hitAll(database.db, [])).toEqual({ refusedKey: null, waitSeconds: null })
})

test('a limit of zero among several refuses, and says to come back after its window', async () => {
  expect(await hitAll(database.db, [counter('never:a', 0, 60)])).toEqual({
    refusedKey: 'never:a',
    waitSeconds: 60,
  })
})

test('of thirty hits of two counters at the same time exactly the tighter limit is allowed', async () => {
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => hitAll(database.db, [counter('loose:c', 20), counter('tight:c', 10)])),
  )
  expect(answers.filter(({ refusedKey }) => refusedKey === null)).toHaveLength(10)
  expect([await countHits(database.db, 'loose:c'), await countHits(database.db, 'tight:c')]).toEqual([10, 10])
})

test('a row that is hit often keeps its time of writing for an hour, so that no index is written', async () => {
  const { db } = database
  await hit(db, 'start:a', 9)
  await db.$executeRaw`UPDATE rate_limits SET "updatedAt" = now() - interval '59 minutes'`
  const stamp = async () => (await db.rateLimit.findUniqueOrThrow({ where: { key: 'start:a' } })).updatedAt
  const before = await stamp()
  await hit(db, 'start:a', 9)
  expect(await stamp()).toEqual(before)
  await db.$executeRaw`UPDATE rate_limits SET "updatedAt" = now() - interval '61 minutes'`
  await hit(db, 'start:a', 9)
  expect((await stamp()).getTime()).toBeGreaterThan(before.getTime())
})
