import { PrismaNeon } from '@prisma/adapter-neon'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import type { PrismaClient } from '#app/data/database.server.ts'
import { PrismaClient as NodePrismaClient } from '#app/data/generated/nodejs/client.ts'
import { recordJobSuccess } from '#app/data/health.server.ts'
import { readHeldLeads } from '#app/data/hubspot/claims.server.ts'
import { readSyncState, savePortalTimeZone } from '#app/data/hubspot/state.server.ts'
import { endPauses, pauseOperation } from '#app/data/pauses.server.ts'
import { readLedger } from '#app/data/privacy/erasure-ledger.server.ts'
import { findErasureReceipt } from '#app/data/privacy/erasures.server.ts'
import { findPrivacyRequest } from '#app/data/privacy/requests.server.ts'
import { findSession } from '#app/data/sessions.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestQueueRow } from '#tests/factories/outbox.ts'
import { createTestErasure, createTestPrivacyRequest } from '#tests/factories/privacy.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { startTestGateway } from '#tests/helpers/neon-gateway.ts'

const NOW = new Date()

const database = await useTestDatabase()
const gateway = await startTestGateway(database.url)
// As the Worker has it: a statement is a request, and what needs a transaction opens a WebSocket.
let overHttp: PrismaClient

beforeEach(() => {
  const adapter = new PrismaNeon({ connectionString: database.url, max: 2 })
  overHttp = new NodePrismaClient({ adapter }) as unknown as PrismaClient
})
afterEach(() => overHttp.$disconnect())
afterAll(() => gateway.close())

/** The model calls of the data layer, each with rows that make it do all that it can. */
const CALLS: Record<string, () => Promise<() => Promise<unknown>>> = {
  async findSession() {
    const { sessionId } = await createTestAssessmentSession(database.db)
    return () => findSession(overHttp, sessionId, NOW)
  },
  async findPrivacyRequest() {
    const { tokenHash } = await createTestPrivacyRequest(database.db)
    return () => findPrivacyRequest(overHttp, tokenHash, NOW)
  },
  async readLedger() {
    await createTestErasure(database.db)
    return () => readLedger(overHttp, new Date(0))
  },
  async findErasureReceipt() {
    const { id } = await createTestErasure(database.db)
    return () => findErasureReceipt(overHttp, id)
  },
  async savePortalTimeZone() {
    await savePortalTimeZone(database.db, 'US/Eastern', NOW)
    return () => savePortalTimeZone(overHttp, 'Europe/Berlin', NOW)
  },
  async endPauses() {
    const pause = { operation: 'contacts', reason: 'authentication', evidence: 'token status=401' } as const
    await pauseOperation(database.db, { ...pause, seconds: null })
    return () => endPauses(overHttp, ['contacts', 'deals'])
  },
  async recordJobSuccess() {
    await recordJobSuccess(database.db, 'drain_hubspot', new Date(0))
    return () => recordJobSuccess(overHttp, 'drain_hubspot', NOW)
  },
}

test.each(Object.keys(CALLS))('%s is one statement in one request', async (name) => {
  const call = await CALLS[name]!()
  gateway.resetStats()

  await call()

  expect(gateway.stats()).toMatchObject({ statements: 1, httpRequests: 1, webSocketsOpened: 0 })
})

test('a job that succeeds for the first time is noted, and again each time after', async () => {
  const first = new Date('2026-11-20T10:00:00Z')
  await recordJobSuccess(database.db, 'drain_hubspot', first)
  await recordJobSuccess(database.db, 'expire_sessions', first)
  await recordJobSuccess(database.db, 'drain_hubspot', NOW)

  expect(await database.db.jobSuccess.findMany({ orderBy: { job: 'asc' } })).toEqual([
    { job: 'drain_hubspot', succeededAt: NOW },
    { job: 'expire_sessions', succeededAt: first },
  ])
})

test("the portal's time zone is noted where nothing is known of the portal yet, and beside what is", async () => {
  const { db } = database
  await savePortalTimeZone(db, 'US/Eastern', NOW)
  await db.hubspotSyncState.updateMany({ data: { callsBlockedUntil: NOW } })
  await savePortalTimeZone(db, 'Europe/Berlin', NOW)

  expect((await readSyncState(db)).portalTimeZone).toBe('Europe/Berlin')
  expect(await db.hubspotSyncState.findMany()).toMatchObject([{ id: 'portal', callsBlockedUntil: NOW }])
})

test('a lead is held by the claim that has it now, while it is open', async () => {
  const { db } = database
  const lead = async (claimToken: string | null, status = 'pending') =>
    createTestQueueRow(db, await createTestAssessment(db), {
      claimToken,
      status,
      completedAt: status === 'completed' ? NOW : null,
    })
  const [held, taken, released, settled] = await Promise.all([
    lead('this-run'),
    lead('another-run'),
    lead(null),
    lead('this-run', 'completed'),
  ])

  const claims = [held, taken, released, settled].map(({ id }) => ({ id, claimToken: 'this-run' }))
  expect(await readHeldLeads(db, claims)).toEqual(new Set([held.id]))
})

test('the ledger is read from its beginning, or from a time on', async () => {
  const { db } = database
  const days = ['2026-11-20', '2026-11-18', '2026-11-19']
  for (const day of days) await createTestErasure(db, { id: day, erasedAt: new Date(day) })

  expect((await readLedger(db)).map(({ id }) => id)).toEqual(['2026-11-18', '2026-11-19', '2026-11-20'])
  expect(await readLedger(db, new Date('2026-11-19'))).toEqual([
    { id: '2026-11-19', addressHash: expect.any(String) as string, erasedAt: '2026-11-19T00:00:00.000Z' },
    { id: '2026-11-20', addressHash: expect.any(String) as string, erasedAt: '2026-11-20T00:00:00.000Z' },
  ])
})

test('the request of a link is found until its time is over', async () => {
  const { tokenHash, expiresAt, email } = await createTestPrivacyRequest(database.db, { kind: 'erasure' })

  const before = new Date(expiresAt.getTime() - 1)
  expect(await findPrivacyRequest(database.db, tokenHash, before)).toEqual({
    email,
    kind: 'erasure',
    expiresAt,
    erasureId: null,
  })
  expect(await findPrivacyRequest(database.db, tokenHash, expiresAt)).toBeNull()
})
