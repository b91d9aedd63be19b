import { expect, test } from 'vitest'
import { blockCalls, giveBackCall, takeCall } from '#app/data/hubspot/state.server.ts'
import { drainLeads } from '#app/services/crm/drain.server.ts'
import type { PrismaClient } from '#app/data/database.server.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import {
  UNLIMITED,
  createTestLead,
  createTestLeads,
  drainDependencies,
  useSyncPortal,
} from '#tests/helpers/hubspot-sync.ts'
import { createLatch } from '#tests/helpers/latch.ts'

const { db } = await useTestDatabase({ max: 25 })
const portal = await useSyncPortal()

// Days, where the product has seconds: no machine is so slow that a call leaves the window unasked.
const DAY_MS = 24 * 60 * 60 * 1000
const LIMIT = { calls: 5, windowMs: 20 * DAY_MS }
const take = async (limit = LIMIT) => (await takeCall(db, limit)).waitMs

/** As if the calls so far had been made this much earlier. */
const ageCalls = (days: number) => db.$executeRaw`
  UPDATE hubspot_sync_state
  SET "callTimes" = ARRAY(SELECT t - make_interval(secs => ${days * 86_400}::float8) FROM unnest("callTimes") AS t ORDER BY t)`

const daysOf = (waitMs: number) => Math.round(waitMs / DAY_MS)

/** How many calls the window counts. */
async function countCalls(): Promise<number> {
  const { callTimes } = await db.hubspotSyncState.findFirstOrThrow()
  return callTimes.length
}

test('callers at the same time get exactly as many calls as the window allows', async () => {
  const waits = await Promise.all(Array.from({ length: 20 }, () => take()))
  expect(waits.filter((wait) => wait === 0)).toHaveLength(5)
  expect(waits.filter((wait) => daysOf(wait) === 20)).toHaveLength(15)
})

test('the window slides: calls older than it make room, younger ones do not', async () => {
  for (let call = 0; call < 3; call++) await take()
  await ageCalls(15)
  for (let call = 0; call < 2; call++) await take()
  expect(daysOf(await take())).toBe(5)
  await ageCalls(6)
  expect(await Promise.all([take(), take(), take()])).toEqual([0, 0, 0])
  expect(daysOf(await take())).toBe(14)
})

test('a lowered limit waits until enough calls have left the window', async () => {
  for (let call = 0; call < 5; call++) await take()
  await ageCalls(5)
  expect(daysOf(await take({ ...LIMIT, calls: 2 }))).toBe(15)
})

test('a call that is given back makes room for another, and leaves those that were made', async () => {
  const turns = []
  for (let call = 0; call < 5; call++) {
    turns.push(await takeCall(db, LIMIT))
    await ageCalls(1)
  }
  const [first, , third] = turns.map(
    ({ takenAt }, place) => new Date(takenAt!.getTime() - (5 - place) * DAY_MS),
  )

  await giveBackCall(db, third!)

  expect(await take()).toBe(0)
  await giveBackCall(db, first!)
  expect(daysOf(await take({ ...LIMIT, calls: 4 }))).toBe(16)
  await ageCalls(30)
  await giveBackCall(db, first!)
  expect(await take()).toBe(0)
})

test('a block holds every caller back until it ends', async () => {
  const days = (count: number) => (count * DAY_MS) / 1_000
  await blockCalls(db, days(10))
  expect(daysOf(await take())).toBe(10)
  await blockCalls(db, days(1))
  expect(daysOf(await take())).toBe(10)
  await db.$executeRaw`UPDATE hubspot_sync_state SET "callsBlockedUntil" = now() - interval '1 second'`
  expect(await take()).toBe(0)
})

test('drains at once keep to the limit of the portal together, and the rest waits for the next run', async () => {
  portal.setLimits({ tenSecondly: 8 })
  await createTestLeads(db, 60)
  const runs = await Promise.all(
    Array.from({ length: 5 }, () =>
      drainLeads(drainDependencies(db, portal), {
        ...UNLIMITED,
        page: 5,
        seconds: 5,
        burst: { ...LIMIT, calls: 8 },
      }),
    ),
  )
  expect(runs.reduce((sum, run) => sum + (run?.calls ?? 0), 0)).toBe(8)
  expect(runs.map((run) => run?.stopped ?? 'time')).toEqual(Array(5).fill('time'))
  expect(portal.totals().byStatus).toEqual({ '200': 8 })
  expect(await db.hubspotSyncQueue.count({ where: { status: 'pending', retryCount: { gt: 0 } } })).toBe(0)
})

/** The database, whose answer to the first question for a call comes only once `held` resolves. */
function holdFirstTurn(
  held: Promise<void>,
  /** gets a raw statement's text, or the model that is called */
  onStatement: (text: string) => void = () => undefined,
): PrismaClient {
  let asked = 0
  const answered = createLatch()
  return new Proxy(db, {
    get(target, property) {
      if (property !== '$queryRaw') {
        onStatement(String(property))
        return Reflect.get(target, property) as unknown
      }
      return async (...args: Parameters<PrismaClient['$queryRaw']>) => {
        const text = JSON.stringify(args)
        onStatement(text)
        if (!text.includes('take_hubspot_call')) return target.$queryRaw(...args)
        // The one that is asked first has its turn first, whichever connection is the quicker.
        const isFirst = asked++ === 0
        if (!isFirst) await answered.opened
        const rows = await target.$queryRaw(...args)
        if (isFirst) {
          answered.open()
          await held
        }
        return rows
      }
    },
  })
}

test('a call that the window has admitted is made, although the run learns meanwhile that there is no other', async () => {
  await createTestLeads(db, 2)
  const full = createLatch()
  // The second lead finds the window full and is given back; only then does the first one hear that it may go.
  const slow = holdFirstTurn(full.opened, (text) => text.includes('settled AS') && full.open())

  const counts = await drainLeads(drainDependencies(slow, portal), {
    ...UNLIMITED,
    page: 1,
    seconds: 5,
    burst: { ...LIMIT, calls: 1 },
  })

  expect(counts).toMatchObject({ calls: 1, stopped: 'time' })
  expect(portal.contacts()).toHaveLength(1)
  expect(await countCalls()).toBe(1)
})

/** In the statement that asks which leads a run still holds. */
const HELD = 'FROM hubspot_sync_queue q JOIN assessments a'

test.each([
  ['the run has made all its calls', { calls: 1, rules: [], lastStatement: HELD }],
  [
    'HubSpot has refused the token',
    { calls: 400, rules: [{ kind: 'revoked_token' as const }], lastStatement: 'settled AS' },
  ],
])(
  'a call that was admitted and is not made, because %s, is free for other runs',
  async (_, { calls, rules, lastStatement }) => {
    portal.setFaults({ rules })
    await createTestLeads(db, 2)
    const stopped = createLatch()
    const slow = holdFirstTurn(stopped.opened, (text) => text.includes(lastStatement) && stopped.open())
    const limits = { ...UNLIMITED, calls, page: 1, burst: LIMIT }

    const counts = await drainLeads(drainDependencies(slow, portal), limits)

    expect(counts).toMatchObject({ calls: 1 })
    expect(await countCalls()).toBe(1)
  },
)

test('a call that has nobody left to send is free for other runs', async () => {
  const lead = await createTestLead(db)
  const withdrawn = createLatch()
  const slow = holdFirstTurn(withdrawn.opened, (text) => {
    if (text.includes('take_hubspot_call')) void withdrawConsent(lead.email).then(withdrawn.open)
  })

  const counts = await drainLeads(drainDependencies(slow, portal), { ...UNLIMITED, burst: LIMIT })

  expect(counts).toMatchObject({ claimed: 1, lost: 1, calls: 0 })
  expect(portal.totals().total).toBe(0)
  expect(await countCalls()).toBe(0)
})

const withdrawConsent = (email: string | null) => db.$queryRaw`SELECT withdraw_consent(${email})`

test('a run waits for the window to slide while it has time for that', async () => {
  await createTestLead(db)
  for (let call = 0; call < 5; call++) await take()
  let sleptMs = 0
  const clock = {
    now: () => new Date('2026-11-23T09:00:00Z'),
    sleep: async (ms: number) => {
      sleptMs += ms
      await ageCalls(ms / DAY_MS)
    },
  }
  const bounds = { ...UNLIMITED, seconds: (40 * DAY_MS) / 1_000, burst: LIMIT }
  const counts = await drainLeads(drainDependencies(db, portal, { clock }), bounds)
  expect(counts).toMatchObject({ completed: 1, stopped: null })
  expect(daysOf(sleptMs)).toBe(20)
})

test('a run that was held up after it had asked whether it holds a lead does not send it any more', async () => {
  await createTestLead(db)
  let now = new Date('2026-11-23T09:00:00Z')
  const clock = { now: () => now, sleep: () => Promise.resolve() }
  const slow = holdFirstTurn(Promise.resolve(), (text) => {
    if (text.includes(HELD)) now = new Date(now.getTime() + 180_000)
  })
  const counts = await drainLeads(drainDependencies(slow, portal, { clock }), UNLIMITED)
  expect(counts).toMatchObject({ completed: 0, stopped: 'time' })
  expect(portal.contacts()).toEqual([])
})
