import { expect, test } from 'vitest'
import { blockCalls, noteDrain, noteDrainEnd, takeCall } from '#app/data/hubspot/state.server.ts'
import type { PrismaClient } from '#app/data/database.server.ts'
import { PORTAL_BUDGET } from '#app/domain/limits.ts'
import { drainLeads } from '#app/services/crm/drain.server.ts'
import { syncLeadNow } from '#app/services/crm/sync-lead-now.server.ts'
import { createTestQueueRow } from '#tests/factories/outbox.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { createLatch } from '#tests/helpers/latch.ts'
import {
  UNLIMITED,
  createTestClock,
  createTestLead,
  createTestLeads,
  drainDependencies,
  useSyncPortal,
} from '#tests/helpers/hubspot-sync.ts'

const { db } = await useTestDatabase({ max: 6 })
const portal = await useSyncPortal()

/** The database, with its statements noted: raw ones, and calls of models. */
function counting(): { db: PrismaClient; statements: string[] } {
  const statements: string[] = []
  const noting = new Proxy(db, {
    get(target, property) {
      statements.push(String(property))
      const value: unknown = Reflect.get(target, property)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
  return { db: noting, statements }
}

const neverSleeps = {
  ...createTestClock(),
  sleep: () => Promise.reject(new Error('A sync after a completion sleeps')),
}

/** One lead, right after its completion. */
async function syncNow(assessmentId: string) {
  const { db: counted, statements } = counting()
  const counts = await syncLeadNow(drainDependencies(counted, portal, { clock: neverSleeps }), assessmentId)
  return { counts, statements }
}

const callsTaken = async () => (await db.hubspotSyncState.findFirst())?.callTimes.length ?? 0

test('a lead takes two statements from its completion to being settled, and one more with a deal', async () => {
  const contact = await createTestLead(db)
  const deal = await createTestLead(db, { qualifiedForBriefing: true })

  const first = await syncNow(contact.id)
  const second = await syncNow(deal.id)

  expect(first.counts).toMatchObject({ completed: 1, calls: 1 })
  // Claim with its call, settlement.
  expect(first.statements).toHaveLength(2)
  expect(second.counts).toMatchObject({ completed: 1, calls: 3 })
  // Claim with its calls, look whether it is still wanted after its contact, settlement.
  expect(second.statements).toHaveLength(3)
  expect(await callsTaken()).toBe(1 + 3)
})

test('a lead whose deal may be there already takes the call to look at it along, and no statement more', async () => {
  const { id } = await createTestLead(db, { qualifiedForBriefing: true })
  await syncNow(id)
  const lead = await db.assessment.update({ where: { id }, data: { phone: '+1 555 0100' } })
  await createTestQueueRow(db, lead)
  const { counts, statements } = await syncNow(id)
  expect(counts).toMatchObject({ completed: 1, calls: 4 })
  expect(statements).toHaveLength(3)
})

test('details that come while their lead is being sent are sent after it', async () => {
  const lead = await createTestLead(db)
  const { crm, ...rest } = drainDependencies(db, portal)
  let added = false
  const slow: typeof crm = {
    ...crm!,
    upsert: async (...call) => {
      if (!added) {
        added = true
        await db.$executeRaw`UPDATE hubspot_sync_queue SET revision = revision + 1,
          payload = payload || '{"company": "Newer Works"}'`
      }
      return crm!.upsert(...call)
    },
  }
  expect(await syncLeadNow({ ...rest, crm: slow }, lead.id)).toMatchObject({ reopened: 1, completed: 1 })
  expect(portal.contacts()[0]?.properties.company).toBe('Newer Works')
})

test.each([
  ['the calls of the portal are used up', fillWindow],
  ['HubSpot has asked for a pause', () => blockCalls(db, 60)],
  ['a drain is at work', () => noteDrain(db, 60)],
])('a lead is left to the cron with one statement where %s', async (_, prepare) => {
  const { id } = await createTestLead(db)
  await prepare()
  const { counts, statements } = await syncNow(id)
  expect(counts).toBeNull()
  expect(statements).toHaveLength(1)
  expect(portal.totals().total).toBe(0)
  expect(await db.hubspotSyncQueue.count({ where: { retryCount: 0, claimToken: null } })).toBe(1)
})

async function fillWindow(): Promise<void> {
  for (let call = 0; call < PORTAL_BUDGET.calls; call++) await takeCall(db, PORTAL_BUDGET)
}

test('a lead is left to the cron, and waits for nobody, while another run holds the portal’s row', async () => {
  const { id } = await createTestLead(db)
  await takeCall(db, PORTAL_BUDGET)
  const [held, done] = [createLatch(), createLatch()]
  const other = db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM hubspot_sync_state FOR UPDATE`
    held.open()
    await done.opened
  })
  await held.opened
  const { counts } = await syncNow(id).finally(done.open)
  await other
  expect(counts).toBeNull()
  expect((await syncNow(id)).counts).toMatchObject({ completed: 1 })
})

test('a drain says that it is at work while it has leads, and no longer', async () => {
  await createTestLeads(db, 3)
  const { crm, ...rest } = drainDependencies(db, portal)
  const seen: boolean[] = []
  const watched: typeof crm = {
    ...crm!,
    upsert: async (...call) => {
      const [state] = await db.$queryRaw<[{ drains: boolean }]>`
        SELECT COALESCE(max("drainedUntil") > now(), false) AS drains FROM hubspot_sync_state`
      seen.push(state.drains)
      return crm!.upsert(...call)
    },
  }
  await drainLeads({ ...rest, crm: watched }, UNLIMITED)
  expect(new Set(seen)).toEqual(new Set([true]))
  expect((await db.hubspotSyncState.findFirst())?.drainedUntil).toBeNull()
})

test('leads go at once again after a drain that was cut off, when its time is over', async () => {
  const { id } = await createTestLead(db)
  await noteDrain(db, 0)
  expect((await syncNow(id)).counts).toMatchObject({ completed: 1 })
  await noteDrainEnd(db, new Date())
})

test('sixty leads at once send what the portal allows and leave the others to the cron', async () => {
  const ids = await createTestLeads(db, 60)
  const before = PORTAL_BUDGET.calls
  const results = await Promise.all(ids.map(async (id) => (await syncNow(id)).counts))
  const sent = results.filter((counts) => counts !== null)
  expect(sent.every(({ completed }) => completed === 1)).toBe(true)
  expect(portal.totals().total).toBeLessThanOrEqual(before)
  await drainLeads(drainDependencies(db, portal), UNLIMITED)
  expect(await db.hubspotSyncQueue.count({ where: { status: 'completed' } })).toBe(60)
  expect(portal.contacts()).toHaveLength(60)
})
