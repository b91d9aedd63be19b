import { PrismaNeon } from '@prisma/adapter-neon'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { PrismaClient } from '#app/data/generated/nodejs/client.ts'
import type { NeonGateway } from '#dev/neon-gateway/server.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helpers/database.ts'
import { startTestGateway } from '#tests/helpers/neon-gateway.ts'

let database: TestDatabase
let gateway: NeonGateway
let prisma: PrismaClient

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database.url)
  await database.db.$executeRaw`CREATE TABLE note (id int PRIMARY KEY)`
})

beforeEach(async () => {
  gateway.setFaults({})
  await database.db.$executeRaw`TRUNCATE assessment_sessions, note CASCADE`
  prisma = createClient()
  gateway.resetStats()
  return () => prisma.$disconnect()
})

function createClient(): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaNeon({ connectionString: database.url, max: 2 }),
    transactionOptions: { maxWait: 60_000, timeout: 60_000 },
  })
}

afterAll(async () => {
  await gateway?.close()
  await database?.close()
})

test('a Prisma statement is one request and a batch moves to the WebSocket by itself', async () => {
  await prisma.assessmentSession.create({ data: session('a') })
  expect(gateway.stats()).toMatchObject({ httpRequests: 1, webSocketsOpened: 0 })

  await prisma.$transaction([
    prisma.assessmentSession.create({ data: session('b') }),
    prisma.assessmentSession.count(),
  ])

  // BEGIN, two statements, COMMIT
  expect(gateway.stats()).toMatchObject({
    httpRequests: 1,
    webSocketsOpened: 1,
    webSocketMessages: 4,
    statements: 5,
  })
})

test('a violated constraint is P2002 over HTTP and inside a transaction', async () => {
  await prisma.assessmentSession.create({ data: session('a') })

  const single = prisma.assessmentSession.create({ data: session('a') })
  await expect(single).rejects.toMatchObject({ code: 'P2002' })
  const inTransaction = prisma.$transaction((tx) => tx.assessmentSession.create({ data: session('a') }))
  await expect(inTransaction).rejects.toMatchObject({ code: 'P2002' })
})

test('a transaction that throws is rolled back', async () => {
  const transaction = prisma.$transaction(async (tx) => {
    await tx.assessmentSession.create({ data: session('a') })
    throw new Error('changed my mind')
  })

  await expect(transaction).rejects.toThrow('changed my mind')
  expect(await prisma.assessmentSession.count()).toBe(0)
})

test('values come back as they went in', async () => {
  const rows = await prisma.$queryRaw`
    SELECT ${'{"a":[1]}'}::jsonb AS json, ${new Date('2026-03-01T10:00:00.123Z')}::timestamptz AS at,
           ${['x', 'y']}::text[] AS list, ${9007199254740993n}::bigint AS big, ${null}::int AS nothing`

  expect(rows).toEqual([
    {
      json: { a: [1] },
      at: new Date('2026-03-01T10:00:00.123Z'),
      list: ['x', 'y'],
      big: 9007199254740993n,
      nothing: null,
    },
  ])
})

test('a lost commit leaves the row, and the retry finds it', async () => {
  gateway.setFaults({ drop: { next: 1, when: 'after', matching: 'COMMIT' } })
  const insert = () => prisma.$transaction((tx) => tx.assessmentSession.create({ data: session('a') }))

  await expect(insert()).rejects.toThrow()
  await expect(insert()).rejects.toMatchObject({ code: 'P2002' })
})

test('thirty clients at once leave no connection open', async () => {
  const clients = Array.from({ length: 30 }, () => createClient())

  await Promise.all(
    clients.map(async (client, index) => {
      await client.assessmentSession.create({ data: session(`s${index}`) })
      await client.$transaction([client.assessmentSession.count(), client.assessmentSession.count()])
      await client.$disconnect()
    }),
  )

  expect(await prisma.assessmentSession.count()).toBe(30)
  await expect.poll(() => gateway.stats().openConnections).toBe(0)
})

function session(sessionId: string) {
  return { sessionId: sessionId.padStart(32, '0'), quizVersion: 'test' }
}
