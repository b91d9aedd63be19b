import { expect, test } from 'vitest'
import { blockCalls, pauseSync, readSyncState, resumeSync, takeCall } from '#app/data/hubspot/state.server.ts'
import { drainHubspot } from '#app/services/hubspot/drain.server.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import {
  UNLIMITED,
  createTestClock,
  createTestLead,
  createTestLeads,
  drainDependencies,
  useSyncPortal,
} from '#tests/helpers/hubspot-sync.ts'

const { db } = await useTestDatabase({ max: 25 })
const portal = await useSyncPortal()

const LIMIT = { calls: 5, windowMs: 10_000 }
const take = () => takeCall(db, LIMIT)

/** As if the calls so far had been made this much earlier. */
const ageCalls = (seconds: number) => db.$executeRaw`
  UPDATE hubspot_sync_state
  SET "callTimes" = ARRAY(SELECT t - make_interval(secs => ${seconds}::float8) FROM unnest("callTimes") AS t ORDER BY t)`

test('callers at the same time get exactly as many calls as the window allows', async () => {
  const waits = await Promise.all(Array.from({ length: 20 }, take))
  expect(waits.filter((wait) => wait === 0)).toHaveLength(5)
  for (const wait of waits.filter((wait) => wait > 0)) {
    expect(wait).toBeGreaterThan(5_000)
    expect(wait).toBeLessThanOrEqual(10_000)
  }
})

test('the window slides: calls older than it make room, younger ones do not', async () => {
  for (let call = 0; call < 3; call++) await take()
  await ageCalls(9)
  for (let call = 0; call < 2; call++) await take()
  expect(await take()).toBeLessThanOrEqual(1_000)
  await ageCalls(1.1)
  expect(await Promise.all([take(), take(), take()])).toEqual([0, 0, 0])
  expect(await take()).toBeGreaterThan(5_000)
})

test('a lowered limit waits until enough calls have left the window', async () => {
  for (let call = 0; call < 5; call++) await take()
  await ageCalls(5)
  const wait = await takeCall(db, { calls: 2, windowMs: 10_000 })
  expect(wait).toBeGreaterThan(4_000)
  expect(wait).toBeLessThanOrEqual(5_000)
})

test('a block holds every caller back until it ends', async () => {
  await blockCalls(db, 30)
  const wait = await take()
  expect(wait).toBeGreaterThan(25_000)
  expect(wait).toBeLessThanOrEqual(30_000)
  await blockCalls(db, 1)
  expect(await take()).toBeGreaterThan(25_000)
  await db.$executeRaw`UPDATE hubspot_sync_state SET "callsBlockedUntil" = now() - interval '1 second'`
  expect(await take()).toBe(0)
})

test('a pause keeps its beginning while its reason is the same, and ends once', async () => {
  const pause = { reason: 'authentication', error: 'authentication status=401', seconds: null } as const
  await pauseSync(db, pause)
  const { pausedAt } = await readSyncState(db)
  await pauseSync(db, pause)
  expect(await readSyncState(db)).toMatchObject({ pauseReason: 'authentication', pausedAt, waiting: false })
  await pauseSync(db, { reason: 'daily_limit', error: 'daily_limit status=429', seconds: 60 })
  expect(await readSyncState(db)).toMatchObject({ pauseReason: 'daily_limit', waiting: true })
  await resumeSync(db)
  expect(await readSyncState(db)).toMatchObject({ pauseReason: null, pausedAt: null, pausedUntil: null })
})

test('drains at once keep to the limit of the portal together, and the rest waits for the next run', async () => {
  portal.setLimits({ tenSecondly: 8 })
  await createTestLeads(db, 60)
  const burst = { calls: 8, windowMs: 10_500 }
  const runs = await Promise.all(
    Array.from({ length: 5 }, () =>
      drainHubspot(drainDependencies(db, portal, { clock: createTestClock() }), {
        ...UNLIMITED,
        page: 5,
        seconds: 5,
        burst,
      }),
    ),
  )
  expect(runs.reduce((sum, run) => sum + (run?.calls ?? 0), 0)).toBe(8)
  expect(runs.map((run) => run?.stopped ?? 'time')).toEqual(Array(5).fill('time'))
  expect(portal.totals().byStatus).toEqual({ '200': 8 })
  expect(await db.hubspotSyncQueue.count({ where: { status: 'pending', retryCount: { gt: 0 } } })).toBe(0)
})

test('a run waits for the window to slide while it has time for that', async () => {
  await createTestLead(db)
  for (let call = 0; call < 5; call++) await take()
  let slept = 0
  const clock = {
    now: () => new Date('2026-11-23T09:00:00Z'),
    sleep: async (ms: number) => {
      slept += ms
      await ageCalls(ms / 1_000)
    },
  }
  const counts = await drainHubspot(drainDependencies(db, portal, { clock }), { ...UNLIMITED, burst: LIMIT })
  expect(counts).toMatchObject({ completed: 1, stopped: null })
  expect(slept).toBeGreaterThan(5_000)
})
