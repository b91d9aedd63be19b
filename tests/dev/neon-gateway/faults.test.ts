import { neon, Pool } from '@neondatabase/serverless'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { NeonGateway } from '#dev/neon-gateway/server.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helpers/database.ts'
import {
  ManualClock,
  createTunnelPool,
  pointDriverAt,
  postSql,
  startTestGateway,
} from '#tests/helpers/neon-gateway.ts'

let database: TestDatabase
let gateway: NeonGateway

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database.url)
  await neon(database.url)`CREATE TABLE note (id int PRIMARY KEY)`
})

beforeEach(async () => {
  gateway.setFaults({})
  await neon(database.url)`TRUNCATE note`
  gateway.resetStats()
})

afterAll(async () => {
  await gateway?.close()
  await database?.close()
})

test('a request dropped before its statement has changed nothing', async () => {
  const sql = neon(database.url)
  gateway.setFaults({ drop: { next: 1, when: 'before' } })

  await expect(sql`INSERT INTO note VALUES (1)`).rejects.toThrow(/fetch failed/)

  expect(await sql`SELECT id FROM note`).toEqual([])
})

test('a request dropped after its statement has committed', async () => {
  const sql = neon(database.url)
  gateway.setFaults({ drop: { next: 1, when: 'after' } })

  await expect(sql`INSERT INTO note VALUES (1)`).rejects.toThrow(/fetch failed/)

  expect(await sql`SELECT id FROM note`).toEqual([{ id: 1 }])
})

test('a batch dropped after it ran has committed as a whole', async () => {
  const sql = neon(database.url)
  gateway.setFaults({ drop: { next: 1, when: 'after', matching: 'values (2)' } })

  const batch = sql.transaction([sql`INSERT INTO note VALUES (1)`, sql`INSERT INTO note VALUES (2)`])

  await expect(batch).rejects.toThrow(/fetch failed/)
  expect(await sql`SELECT id FROM note ORDER BY id`).toEqual([{ id: 1 }, { id: 2 }])
})

test('a fault strikes matching statements only, as often as told', async () => {
  const sql = neon(database.url)
  gateway.setFaults({ drop: { next: 2, when: 'before', matching: 'insert' } })

  const outcomes = []
  for (const statement of [
    'SELECT 1',
    'INSERT INTO note VALUES (1)',
    'INSERT INTO note VALUES (2)',
    'INSERT INTO note VALUES (3)',
  ]) {
    outcomes.push(
      await sql.query(statement).then(
        () => 'ran',
        () => 'dropped',
      ),
    )
  }

  expect(outcomes).toEqual(['ran', 'dropped', 'dropped', 'ran'])
})

test('a transaction dropped before COMMIT leaves nothing', async () => {
  gateway.setFaults({ drop: { next: 1, when: 'before', matching: 'COMMIT' } })

  await expect(insertInTransaction()).rejects.toThrow()

  expect(await neon(database.url)`SELECT id FROM note`).toEqual([])
  await expect.poll(() => gateway.stats().openConnections).toBe(0)
})

test('a transaction dropped after COMMIT is there although the client saw an error', async () => {
  gateway.setFaults({ drop: { next: 1, when: 'after', matching: 'COMMIT' } })

  await expect(insertInTransaction()).rejects.toThrow()

  expect(await neon(database.url)`SELECT id FROM note`).toEqual([{ id: 1 }])
})

test('refusals cut off requests and upgrades, but not the way to lift them', async () => {
  gateway.setFaults({ refuse: {} })

  await expect(neon(database.url)`SELECT 1`).rejects.toThrow(/fetch failed/)
  await expect(new Pool({ connectionString: database.url }).connect()).rejects.toThrow()
  const lifted = await fetch(`http://${gateway.address}/faults`, { method: 'POST', body: '{}' })

  expect(lifted.status).toBe(200)
  expect(await neon(database.url)`SELECT 1 AS one`).toEqual([{ one: 1 }])
})

test('injected latency is one round trip for HTTP and four for a fresh WebSocket with its first statement', async () => {
  const clock = new ManualClock()
  await using slow = await startSlowGateway(clock)
  const latencyMs = 50
  slow.gateway.setFaults({ latencyMs })

  const overHttp = await clock.run(() => postSql(slow.gateway, selectOne()))
  const pool = new Pool({ connectionString: database.url })
  const overWebSocket = await clock.run(async () => {
    const client = await pool.connect()
    await client.query('SELECT 1')
    client.release()
  })
  await pool.end()

  expect(overHttp).toBe(latencyMs)
  // An answer in two pieces takes longer by this clock, which does not wait for PostgreSQL.
  expect(overWebSocket).toBeGreaterThanOrEqual(4 * latencyMs)
})

test('messages keep their order while the latency changes', async () => {
  const pool = new Pool({ connectionString: database.url, max: 1 })
  const client = await pool.connect()

  gateway.setFaults({ latencyMs: 60 })
  const slow = client.query('INSERT INTO note VALUES (1)')
  gateway.setFaults({ latencyMs: 0 })
  const fast = client.query<{ id: number }>('SELECT id FROM note')
  await slow
  const { rows } = await fast
  client.release()
  await pool.end()

  expect(rows).toEqual([{ id: 1 }])
})

test('a delay holds the statement that it matches, for its time, and no other', async () => {
  const clock = new ManualClock()
  await using slow = await startSlowGateway(clock)
  slow.gateway.setFaults({ delay: { next: 1, ms: 80, matching: 'pg_sleep' } })

  const held = postSql(slow.gateway, selectOne('SELECT pg_sleep(0)'))
  await expect.poll(() => clock.waiting).toBe(1)
  expect((await postSql(slow.gateway, selectOne())).status).toBe(200)
  expect(clock.waiting).toBe(1)
  clock.advance()

  expect(clock.now()).toBe(80)
  expect(await clock.run(() => held)).toBe(0)
  expect((await held).status).toBe(200)
})

test('another program sets faults and reads counts over HTTP', async () => {
  const set = await fetch(`http://${gateway.address}/faults`, {
    method: 'POST',
    body: JSON.stringify({ latencyMs: 1, drop: { next: 2 } }),
  })
  await neon(database.url)`SELECT 1`.catch(() => {})
  const stats = async (): Promise<unknown> => (await fetch(`http://${gateway.address}/stats`)).json()

  expect(await set.json()).toEqual({ latencyMs: 1, drop: { next: 2, when: 'before' } })
  await expect.poll(stats).toMatchObject({
    httpRequests: 1,
    statements: 1,
    openConnections: 0,
    faults: { latencyMs: 1, drop: { next: 1, when: 'before' } },
  })
})

test('an unknown fault or a value out of range is refused by name and changes nothing', async () => {
  const unknown = await fetch(`http://${gateway.address}/faults`, {
    method: 'POST',
    body: '{"explode":true}',
  })
  const negative = await fetch(`http://${gateway.address}/faults`, {
    method: 'POST',
    body: '{"latencyMs":-1}',
  })

  expect([unknown.status, negative.status]).toEqual([400, 400])
  expect(await unknown.text()).toContain('explode')
  expect(await negative.text()).toContain('latencyMs')
  expect(await neon(database.url)`SELECT 1 AS one`).toEqual([{ one: 1 }])
})

async function insertInTransaction(): Promise<void> {
  const pool = createTunnelPool(database.url)
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query('INSERT INTO note VALUES (1)')
    await client.query('COMMIT')
  } finally {
    client.release(true)
    await pool.end()
  }
}

/** Another gateway before the same database, whose latency takes the time of this clock; the driver uses it meanwhile. */
async function startSlowGateway(clock: ManualClock) {
  const slow = await startTestGateway(database.url, clock)
  return {
    gateway: slow,
    [Symbol.asyncDispose]: async () => {
      pointDriverAt(gateway)
      await slow.close()
    },
  }
}

const selectOne = (query = 'SELECT 1') => ({
  body: JSON.stringify({ query }),
  connectionString: database.url,
})
