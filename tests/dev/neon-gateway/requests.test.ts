import { neon, NeonDbError } from '@neondatabase/serverless'
import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { NeonGateway } from '#dev/neon-gateway/server.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helpers/database.ts'
import { createTunnelPool, postSql, startTestGateway } from '#tests/helpers/neon-gateway.ts'

let database: TestDatabase
let gateway: NeonGateway

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database.url)
  await neon(database.url)`CREATE TABLE note (id int PRIMARY KEY, body text)`
})

beforeEach(async () => {
  await neon(database.url)`TRUNCATE note`
  gateway.resetStats()
})

afterAll(async () => {
  await gateway?.close()
  await database?.close()
})

test('a single statement over HTTP returns typed values and counts as one request', async () => {
  const sql = neon(database.url, { fullResults: true })

  const result = await sql`SELECT ${'a'} AS text, ${7}::int AS number, NULL AS nothing, ARRAY[1,2] AS list`

  expect(result.rows).toEqual([{ text: 'a', number: 7, nothing: null, list: [1, 2] }])
  expect(result).toMatchObject({ command: 'SELECT', rowCount: 1 })
  await expect
    .poll(() => gateway.stats())
    .toEqual({
      httpRequests: 1,
      httpBytesSent: expect.any(Number) as number,
      webSocketsOpened: 0,
      webSocketMessages: 0,
      statements: 1,
      roundTrips: 1,
      openConnections: 0,
    })
})

test('values travel as the text that PostgreSQL gives, in arrays or objects as asked', async () => {
  const body = JSON.stringify({
    query: 'SELECT $1::int AS n, true AS b, $2::text[] AS list',
    params: [3, ['x', null]],
  })

  const asArrays = await postSql(gateway, { body, connectionString: database.url })
  const asObjects = await postSql(gateway, {
    body,
    connectionString: database.url,
    headers: { 'Neon-Array-Mode': 'false' },
  })

  const answer: unknown = await asArrays.json()
  expect(answer).toMatchObject({
    rows: [['3', 't', '{x,NULL}']],
    rowAsArray: true,
    command: 'SELECT',
    rowCount: 1,
  })
  expect(answer).toMatchObject({
    fields: [{ name: 'n', dataTypeID: 23, dataTypeSize: 4, format: 'text' }, {}, {}],
  })
  expect(await asObjects.json()).toMatchObject({
    rows: [{ n: '3', b: 't', list: '{x,NULL}' }],
    rowAsArray: false,
  })
})

test("a failed statement carries all of PostgreSQL's error fields", async () => {
  const sql = neon(database.url)
  await sql`INSERT INTO note VALUES (1, 'first')`

  const error: unknown = await sql`INSERT INTO note VALUES (1, 'second')`.catch((error: unknown) => error)

  expect(error).toBeInstanceOf(NeonDbError)
  expect(error).toMatchObject({
    message: 'duplicate key value violates unique constraint "note_pkey"',
    code: '23505',
    severity: 'ERROR',
    detail: 'Key (id)=(1) already exists.',
    schema: 'public',
    table: 'note',
    constraint: 'note_pkey',
    routine: '_bt_check_unique',
  })
})

test('a syntax error says where it is', async () => {
  const response = await postSql(gateway, {
    body: '{"query":"SELECT 1 FORM note"}',
    connectionString: database.url,
  })

  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: '42601', position: '15', detail: null, table: null })
})

test('several statements in one string are refused', async () => {
  await expect(neon(database.url).query('SELECT 1; SELECT 2')).rejects.toMatchObject({ code: '42601' })
})

test('a batch is one transaction in one request', async () => {
  const sql = neon(database.url)

  const results = await sql.transaction([
    sql`INSERT INTO note VALUES (1, 'a')`,
    sql`INSERT INTO note VALUES (2, 'b')`,
    sql`SELECT count(*)::int AS notes FROM note`,
  ])

  expect(results[2]).toEqual([{ notes: 2 }])
  expect(gateway.stats()).toMatchObject({ httpRequests: 1, statements: 3 })
})

test('a batch with a failing statement leaves nothing', async () => {
  const sql = neon(database.url)

  const batch = sql.transaction([
    sql`INSERT INTO note VALUES (1, 'a')`,
    sql`INSERT INTO note VALUES (1, 'b')`,
  ])

  await expect(batch).rejects.toMatchObject({ code: '23505' })
  expect(await sql`SELECT * FROM note`).toEqual([])
})

test('a batch runs at the isolation level asked for, and the answer repeats it', async () => {
  const response = await postSql(gateway, {
    body: JSON.stringify({
      queries: [{ query: 'SHOW transaction_isolation' }, { query: 'SHOW transaction_read_only' }],
    }),
    connectionString: database.url,
    headers: { 'Neon-Batch-Isolation-Level': 'Serializable', 'Neon-Batch-Read-Only': 'true' },
  })

  expect(response.headers.get('neon-batch-isolation-level')).toBe('Serializable')
  expect(response.headers.get('neon-batch-read-only')).toBe('true')
  expect(await response.json()).toMatchObject({ results: [{ rows: [['serializable']] }, { rows: [['on']] }] })
})

test('nothing of a session survives its request', async () => {
  const sql = neon(database.url)

  await sql`SET statement_timeout = '7s'`
  await sql`CREATE TEMPORARY TABLE scratch (id int)`
  await sql`BEGIN`
  const settings = await Promise.all(Array.from({ length: 20 }, () => sql`SHOW statement_timeout`))
  const scratch = await Promise.all(
    Array.from({ length: 20 }, () => sql`SELECT to_regclass('scratch') AS found`),
  )

  expect(settings.flat().every((row) => row.statement_timeout === '0')).toBe(true)
  expect(scratch.flat().every((row) => row.found === null)).toBe(true)
})

test.each([
  ['no connection string', { body: '{"query":"SELECT 1"}' }, 400, /missing header Neon-Connection-String/],
  [
    'a connection string that is none',
    { body: '{"query":"SELECT 1"}', connectionString: 'note' },
    400,
    /postgresql:/,
  ],
  [
    'a body that is not JSON',
    { body: 'SELECT 1', connectionString: 'postgresql://a:b@localhost/c' },
    400,
    /not JSON/,
  ],
  [
    'a body without a query',
    { body: '{}', connectionString: 'postgresql://a:b@localhost/c' },
    400,
    /"query"/,
  ],
  [
    'an unknown isolation level',
    {
      body: '{"queries":[]}',
      connectionString: 'postgresql://a:b@localhost/c',
      headers: { 'Neon-Batch-Isolation-Level': 'Chaos' },
    },
    400,
    /invalid isolation level/,
  ],
  [
    'a body over 10 MiB',
    { body: `{"query":"${' '.repeat(10 * 1024 * 1024)}"}`, connectionString: 'postgresql://a:b@localhost/c' },
    413,
    /too large \(max is 10485760 bytes\)/,
  ],
])('%s is refused with its reason', async (_, options, status, message) => {
  const response = await postSql(gateway, options)

  expect(response.status).toBe(status)
  expect(await response.json()).toMatchObject({ message: expect.stringMatching(message) as string })
  await expect.poll(() => gateway.stats()).toMatchObject({ httpRequests: 1, openConnections: 0 })
})

test('an answer over 10 MiB is refused with 507', async () => {
  const query = neon(database.url)`SELECT repeat('x', 10 * 1024 * 1024)`

  await expect(query).rejects.toThrow(/HTTP status 507/)
})

test('an unknown database and a wrong password are errors of the statement', async () => {
  const elsewhere = new URL(database.url)
  elsewhere.pathname = '/no_such_database'
  const stranger = new URL(database.url)
  stranger.password = 'wrong'

  await expect(neon(elsewhere.href)`SELECT 1`).rejects.toMatchObject({ code: '3D000' })
  await expect(neon(stranger.href)`SELECT 1`).rejects.toMatchObject({ code: '28P01' })
})

test('a page of this machine may ask, any other page and any other host name may not', async () => {
  const preflight = (headers: Record<string, string>) => statusOf(gateway.port, 'OPTIONS', '/sql', headers)

  expect(await preflight({ origin: 'http://localhost:8787' })).toBe(204)
  expect(await preflight({ origin: 'https://elsewhere.example.com' })).toBe(403)
  expect(await preflight({ host: 'rebound.example.com' })).toBe(403)
})

test('the tunnel carries a session through any path, whatever address the client names', async () => {
  const pool = createTunnelPool(database.url)
  const client = await pool.connect()

  await client.query(`SET application_name = 'through the tunnel'`)
  const { rows } = await client.query(`SELECT current_setting('application_name') AS name, $1::int AS n`, [5])
  client.release()

  expect(rows).toEqual([{ name: 'through the tunnel', n: 5 }])
  expect(gateway.stats()).toMatchObject({
    httpRequests: 0,
    webSocketsOpened: 1,
    statements: 2,
    openConnections: 1,
  })
  await pool.end()
  await expect.poll(() => gateway.stats().openConnections).toBe(0)
})

test('connecting and the first statement are one message through the tunnel', async () => {
  const pool = createTunnelPool(database.url)
  // A listener other than for errors keeps the pool off HTTP.
  pool.on('connect', () => {})

  await pool.query('SELECT 1')
  const { webSocketMessages } = gateway.stats()
  await pool.end()

  expect(webSocketMessages).toBe(1)
})

test('large values pass through the tunnel in both directions', async () => {
  const pool = createTunnelPool(database.url)
  const client = await pool.connect()
  const large = 'x'.repeat(20 * 1024 * 1024)

  const { rows } = await client.query<{ text: string }>('SELECT $1::text AS text', [large])
  client.release()
  await pool.end()

  expect(rows[0]?.text === large).toBe(true)
})

test('a text frame closes the tunnel', async () => {
  const socket = new WebSocket(`ws://${gateway.address}/v2?address=example.com:5432`)
  const closed = new Promise<CloseEvent>((resolve) => socket.addEventListener('close', resolve))
  socket.addEventListener('open', () => socket.send('SELECT 1'))

  expect(await closed).toMatchObject({ code: 1003 })
})

function statusOf(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ port, method, path, headers, host: '127.0.0.1' }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}
