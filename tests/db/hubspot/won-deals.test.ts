import { beforeEach, expect, test } from 'vitest'
import { FAULT_KINDS, type FaultKind } from '#dev/hubspot/faults.ts'
import type { Crm } from '#app/domain/crm/crm.ts'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { retryDead } from '#app/data/hubspot/dead-leads.server.ts'
import { drainLeads } from '#app/services/crm/drain.server.ts'
import { createTestQueueRow } from '#tests/factories/outbox.ts'
import {
  useHubspotSync,
  UNLIMITED,
  createTestLead,
  createTestLeads,
  drainDependencies,
  makeAllDue,
} from '#tests/helpers/hubspot-sync.ts'

const { db, portal, drain } = await useHubspotSync()

const WON = { dealstage: 'closedwon', amount: '99000', closedate: '2026-11-20T00:00:00.000Z' }
const NEW = { dealstage: 'appointmentscheduled', amount: '15000', pipeline: 'default' }
const PHONE = '+1 555 0100'
const LONG_AGO = new Date(0)
const DEAL_WRITES = /0-3\/batch\/(upsert|create)$/
const KINDS = Object.keys(FAULT_KINDS) as FaultKind[]

const crm = () => createHubspotClient({ token: portal.token, baseUrl: portal.url })

const won = new Set<string>()
beforeEach(() => won.clear())

/** Sales win every deal that they see for the first time. */
async function winDeals(): Promise<void> {
  for (const { id } of portal.deals()) {
    if (won.has(id)) continue
    won.add(id)
    await crm().update('deals', id, WON)
  }
}

/** A run during which sales win each deal in the moment that HubSpot has it, before the run hears of it. */
function drainWithFastSales() {
  const { crm: client, ...rest } = drainDependencies(db, portal)
  const watched: Crm = {
    ...client!,
    upsert: (...call) => client!.upsert(...call).finally(winDeals),
    create: (...call) => client!.create(...call).finally(winDeals),
  }
  return drainLeads({ ...rest, crm: watched }, UNLIMITED)
}

/** The faults end, and an operator retries what has died: everything is settled then. */
async function settleAll(): Promise<void> {
  portal.setFaults({})
  await db.pause.deleteMany()
  await db.$executeRaw`UPDATE hubspot_sync_state SET "callsBlockedUntil" = NULL`
  await retryDead(db, 'all')
  await makeAllDue(db)
  await drainWithFastSales()
  expect(await db.hubspotSyncQueue.count({ where: { status: { not: 'completed' } } })).toBe(0)
}

/** The person gives their phone number, and the lead is queued again. */
async function addPhone(id: string): Promise<void> {
  const lead = await db.assessment.update({
    where: { id },
    data: { phone: PHONE, qualifiedForBriefing: true },
  })
  await createTestQueueRow(db, lead)
}

async function queueDeal(): Promise<string> {
  const { id } = await createTestLead(db, { firstName: 'Robin', qualifiedForBriefing: true })
  return id
}

test.each(KINDS)('a deal that sales have won stays won when its next upsert meets %s', async (kind) => {
  const id = await queueDeal()
  await drain()
  await winDeals()
  await addPhone(id)

  portal.setFaults({ rules: [{ kind, path: DEAL_WRITES, next: 2, delayMs: 0, allItems: true }] })
  await drain()
  await settleAll()

  expect(portal.deals()).toHaveLength(1)
  expect(portal.deals()[0]?.properties).toMatchObject(WON)
})

test.each(KINDS)('a deal that sales win while its first upsert meets %s stays won', async (kind) => {
  await queueDeal()
  portal.setFaults({ rules: [{ kind, path: DEAL_WRITES, next: 2, delayMs: 0, allItems: true }] })
  await drainWithFastSales()
  await settleAll()

  expect(portal.deals()).toHaveLength(1)
  expect(portal.deals()[0]?.properties).toMatchObject(WON)
})

test.each(KINDS)('a deal that sales have won stays won when the look for it meets %s', async (kind) => {
  const id = await queueDeal()
  await drain()
  await winDeals()
  await addPhone(id)
  await db.assessment.update({ where: { id }, data: { hubspotDealId: null } })

  const reads = { kind, method: 'POST', path: /0-3\/batch\/read$/, delayMs: 0 }
  portal.setFaults({ rules: [{ ...reads, next: 4 }] })
  await drain()
  await settleAll()

  expect(portal.deals()).toHaveLength(1)
  expect(portal.deals()[0]?.properties).toMatchObject(WON)
})

test('a batch that is refused as a whole and tried in halves changes none of the deals that sales have won', async () => {
  await createTestLeads(db, 12)
  portal.setFaults({ rules: [{ kind: 'html_400', path: DEAL_WRITES, next: 3, commits: true }] })
  await drainWithFastSales()
  await settleAll()
  expect(portal.deals()).toHaveLength(6)
  for (const { properties } of portal.deals()) expect(properties).toMatchObject(WON)
})

test('a deal that a run made before it died stays as sales have made it when the row is claimed again', async () => {
  const id = await queueDeal()
  const { crm: client, ...rest } = drainDependencies(db, portal)
  const dying: Crm = {
    ...client!,
    upsert: async (...call) => {
      const answer = await client!.upsert(...call)
      if (call[0] === 'deals') throw new Error('the run dies')
      return answer
    },
  }
  await expect(drainLeads({ ...rest, crm: dying }, UNLIMITED)).rejects.toThrow('the run dies')
  await winDeals()
  await makeAllDue(db)

  expect(await drain()).toMatchObject({ completed: 1 })
  expect(portal.deals()).toHaveLength(1)
  expect(portal.deals()[0]?.properties).toMatchObject(WON)
  expect(await db.assessment.findUniqueOrThrow({ where: { id } })).toMatchObject({
    hubspotDealId: portal.deals()[0]?.id,
  })
})

test('a deal stays won when the database was restored from a backup that knows nothing of it', async () => {
  const id = await queueDeal()
  await drain()
  await winDeals()
  await db.hubspotSyncQueue.updateMany({
    data: {
      status: 'pending',
      completedAt: null,
      lastAttemptAt: null,
      retryCount: 0,
      hubspotDealId: null,
      createdAt: LONG_AGO,
      nextRetryAt: LONG_AGO,
    },
  })
  await db.assessment.update({
    where: { id },
    data: { hubspotDealId: null, hubspotSyncAttempts: 0, hubspotSyncedAt: null },
  })
  expect(await drain()).toMatchObject({ completed: 1 })
  expect(portal.deals()).toHaveLength(1)
  expect(portal.deals()[0]?.properties).toMatchObject(WON)
})

test('a deal whose assessment id sales have changed is neither made again nor changed, and keeps its contact', async () => {
  const id = await queueDeal()
  await drain()
  const [deal] = portal.deals()
  const edited = { ...WON, ai_assessment_id: 'our-own-number-1', dealname: 'The big one' }
  await crm().update('deals', deal!.id, edited)
  await addPhone(id)

  expect(await drain()).toMatchObject({ completed: 1 })
  expect(portal.deals()).toHaveLength(1)
  expect(portal.deals()[0]?.properties).toMatchObject(edited)
  expect(await db.assessment.findUniqueOrThrow({ where: { id } })).toMatchObject({ hubspotDealId: deal!.id })
})

test('a deal that goes while it is being updated is made anew, whole', async () => {
  const id = await queueDeal()
  await drain()
  await addPhone(id)
  const { crm: client, ...rest } = drainDependencies(db, portal)
  const racing: Crm = {
    ...client!,
    lookUp: async (...call) => {
      const answer = await client!.lookUp(...call)
      for (const deal of answer.found) await crm().archive('deals', deal.id)
      return answer
    },
  }
  expect(await drainLeads({ ...rest, crm: racing }, UNLIMITED)).toMatchObject({ completed: 1 })
  expect(portal.deals()).toHaveLength(1)
  expect(portal.deals()[0]?.properties).toMatchObject(NEW)
})

test('a lead that no run has held takes one call for its contact, one for its deal and one for both', async () => {
  await createTestLeads(db, 2)
  await drain()
  expect(portal.totals().byStatus).toEqual({ '200': 4 })
  expect(portal.calls().filter(({ path }) => path.includes('/read'))).toEqual([])
})

test('deals that may be there already are looked for a hundred at a time', async () => {
  const ids = await createTestLeads(db, 200)
  await drain()
  for (const id of ids)
    await createTestQueueRow(db, await db.assessment.findUniqueOrThrow({ where: { id } }), {
      syncType: 'contact_and_deal',
    })
  await drain()
  const reads = portal.calls().filter(({ path }) => path.includes('/0-3/batch/read'))
  expect(reads).toHaveLength(2)
})
