import { neon } from '@neondatabase/serverless'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { NeonGateway } from '#dev/neon-gateway/server.ts'
import { startPostgres, type PostgresServer } from '#dev/postgres/server.ts'
import { createTunnelPool, startTestGateway } from '#tests/helpers/neon-gateway.ts'

let folder: string
let postgres: PostgresServer
let gateway: NeonGateway
let url: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'neon-gateway-'))
  postgres = await startPostgres({ dataDir: join(folder, 'data'), port: 0, settings: { fsync: 'off' } })
  url = postgres.url('postgres')
  gateway = await startTestGateway(url)
})

afterAll(async () => {
  await gateway?.close()
  await postgres?.stop()
  await rm(folder, { recursive: true, force: true })
})

test('PostgreSQL restarts below the gateway: old sessions fail, new statements work', async () => {
  const pool = createTunnelPool(url)
  const client = await pool.connect()
  const lost = new Promise((resolve) => client.on('error', resolve))
  const sql = neon(url)
  await Promise.all(Array.from({ length: 5 }, () => sql`SELECT 1`))

  await postgres.restart()
  await lost
  client.release(true)

  expect(await sql`SELECT 2 AS two`).toEqual([{ two: 2 }])
  const { rows } = await pool.query('SELECT 3 AS three')
  expect(rows).toEqual([{ three: 3 }])
  await pool.end()
  await expect.poll(() => gateway.stats().openConnections).toBe(0)
})

test('a backend that is ended during its statement is an error and nothing more', async () => {
  const sql = neon(url)

  const ended = sql`SELECT pg_terminate_backend(pg_backend_pid())`

  await expect(ended).rejects.toMatchObject({ code: '57P01' })
  expect(await sql`SELECT 1 AS one`).toEqual([{ one: 1 }])
})

test('without PostgreSQL the answer is 500 and says where it was looked for', async () => {
  const sql = neon(url)
  await postgres.stop()
  onTestFinished(() => postgres.restart())

  await expect(sql`SELECT 1`).rejects.toThrow(
    new RegExp(`HTTP status 500.*PostgreSQL at localhost:${postgres.port} cannot be reached`),
  )
  const client = await createTunnelPool(url).connect()
  await expect(client.query('SELECT 1')).rejects.toThrow('Connection terminated')
  await expect.poll(() => gateway.stats().openConnections).toBe(0)
})
