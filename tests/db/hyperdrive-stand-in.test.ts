import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Clock } from '#dev/neon-gateway/clock.ts'
import { type HyperdriveStandIn, startHyperdriveStandIn } from '#dev/hyperdrive/server.ts'
import { type TestDatabase, createTestDatabase } from '#tests/helpers/database.ts'
import { ManualClock } from '#tests/helpers/neon-gateway.ts'

const LATENCY_MS = 150

function startStandIn(clock?: Clock): Promise<HyperdriveStandIn> {
  const { hostname, port } = new URL(database.url)
  return startHyperdriveStandIn({ port: 0, postgres: { host: hostname, port: Number(port) }, clock })
}

let database: TestDatabase
let hyperdrive: HyperdriveStandIn
let client: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  hyperdrive = await startStandIn()
})
beforeEach(async () => {
  hyperdrive.setFaults({})
  client = new pg.Client(hyperdrive.connectionString(database.url))
  client.on('error', () => undefined)
  await client.connect()
  hyperdrive.resetStats()
})
afterEach(() => client.end().catch(() => undefined))
afterAll(async () => {
  await hyperdrive.close()
  await database.close()
})

const valueOf = async (sql: string) => Object.values((await client.query<object>(sql)).rows[0]!)[0] as unknown

test('a login is no round trip, a statement is one, and a transaction one for each of its statements', async () => {
  const other = new pg.Client(hyperdrive.connectionString(database.url))
  await other.connect()
  expect(hyperdrive.stats()).toMatchObject({ statements: 0, roundTrips: 0, openConnections: 2 })
  await other.query('SELECT $1::int', [1])
  expect(hyperdrive.stats()).toMatchObject({ statements: 1, roundTrips: 1 })
  for (const sql of ['BEGIN', 'SELECT 1', 'COMMIT']) await other.query(sql)
  expect(hyperdrive.stats()).toMatchObject({ statements: 4, roundTrips: 4 })
  await other.end()
  await expect.poll(() => hyperdrive.stats().openConnections).toBe(1)
})

test('a setting lasts for its transaction, and nothing of a session for longer', async () => {
  await client.query('BEGIN')
  await client.query("SET TIME ZONE 'Asia/Kolkata'")
  expect(await valueOf('SHOW timezone')).toBe('Asia/Kolkata')
  await client.query('COMMIT')
  expect(await valueOf('SHOW timezone')).toBe('UTC')
  await client.query('CREATE TEMPORARY TABLE scratch (id int)')
  await expect(client.query('SELECT * FROM scratch')).rejects.toMatchObject({ code: '42P01' })
})

test('a failed transaction stays failed until it is rolled back', async () => {
  await client.query('BEGIN')
  await expect(client.query('SELECT no_such_column')).rejects.toMatchObject({ code: '42703' })
  await expect(client.query('SELECT 1')).rejects.toMatchObject({ code: '25P02' })
  await client.query('ROLLBACK')
  expect(await valueOf('SELECT 1')).toBe(1)
})

test('large values pass in both directions, also ahead of and behind a reset', async () => {
  const large = 'x'.repeat(3_000_000)
  for (let turn = 0; turn < 2; turn++) {
    const { rows } = await client.query<{ text: string }>('SELECT $1::text AS text', [large])
    expect(rows[0]!.text.length).toBe(large.length)
  }
})

test('the injected latency is on statements', async () => {
  const clock = new ManualClock()
  const slow = await startStandIn(clock)
  const patient = new pg.Client(slow.connectionString(database.url))
  await patient.connect()
  slow.setFaults({ latencyMs: LATENCY_MS })

  const passed = await clock.run(() => patient.query('SELECT 1'))

  // An answer in two pieces takes longer by this clock, which does not wait for PostgreSQL.
  expect(passed).toBeGreaterThanOrEqual(LATENCY_MS)
  slow.setFaults({})
  await patient.end()
  await slow.close()
})

test.each([
  ['before', 0],
  ['after', 1],
] as const)('a connection cut %s the statement leaves %i rows', async (when, rows) => {
  await database.db.$executeRaw`CREATE TABLE IF NOT EXISTS note (id int)`
  await database.db.$executeRaw`TRUNCATE note`
  hyperdrive.setFaults({ drop: { next: 1, matching: 'INSERT INTO note', when } })
  await expect(client.query('INSERT INTO note VALUES ($1)', [1])).rejects.toThrow('Connection terminated')
  expect(await database.db.$queryRaw`SELECT id FROM note`).toHaveLength(rows)
})

test('a refused connection ends at once, and the next one stands', async () => {
  hyperdrive.setFaults({ refuse: { next: 1 } })
  const refused = new pg.Client(hyperdrive.connectionString(database.url))
  await expect(refused.connect()).rejects.toThrow()
  const next = new pg.Client(hyperdrive.connectionString(database.url))
  await next.connect()
  await next.end()
})
