import { expect, test } from 'vitest'
import type { FaultRule } from '#dev/hubspot/faults.ts'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { pauseOperation } from '#app/data/pauses.server.ts'
import { checkHealth } from '#app/services/check-health.server.ts'
import { drainLeads } from '#app/services/crm/drain.server.ts'
import { reportSync } from '#app/services/crm/report-sync.server.ts'
import {
  useHubspotSync,
  UNLIMITED,
  createTestLead,
  createTestLeads,
  drainDependencies,
  makeAllDue,
} from '#tests/helpers/hubspot-sync.ts'

const { db, portal, drain, pauses } = await useHubspotSync({ max: 12 })

const health = () => checkHealth(db, { retentionDays: 30, hubspot: true })

test.each<[string, FaultRule]>([
  ['answers 503', { kind: 'status_503' }],
  ['drops every connection', { kind: 'drop_before' }],
  ['shows a page of its own', { kind: 'html_502' }],
])('an outage in which HubSpot %s costs no attempt, however long it lasts', async (_, rule) => {
  await createTestLeads(db, 250)
  portal.setFaults({ rules: [rule] })
  for (let run = 0; run < 12; run++) {
    expect(await drain()).toMatchObject({ stopped: 'unavailable', dead: 0, retried: 0 })
    await makeAllDue(db)
  }
  expect(await db.hubspotSyncQueue.count({ where: { retryCount: { gt: 0 } } })).toBe(0)
  expect(await pauses()).toMatchObject([{ operation: 'contacts', reason: 'unavailable', waiting: false }])
  expect((await reportSync(db)).pauses[0]?.explanation).toMatch(/nothing to do/)

  portal.setFaults({})
  expect(await drain()).toMatchObject({ completed: 250, stopped: null })
  expect(await pauses()).toEqual([])
})

test('a lead that alone makes HubSpot fail is no outage: it waits by itself and the others go through', async () => {
  await createTestLeads(db, 120)
  const poison = await createTestLead(db, { email: 'poison@example.com' })
  const { crm, ...rest } = drainDependencies(db, portal)
  const choking: typeof crm = {
    ...crm!,
    upsert: async (type, idProperty, inputs) => {
      const bad = inputs.some(({ key }) => key === 'poison@example.com')
      portal.setFaults(bad ? { rules: [{ kind: 'status_500', path: '/batch/upsert', next: 1 }] } : {})
      return crm!.upsert(type, idProperty, inputs)
    },
  }
  for (let run = 0; run < 5; run++) {
    await drainLeads({ ...rest, crm: choking }, { ...UNLIMITED, connections: 1 })
    await makeAllDue(db)
  }
  expect(await db.assessment.findUniqueOrThrow({ where: { id: poison.id } })).toMatchObject({
    hubspotSyncStatus: 'pending',
    hubspotSyncAttempts: 5,
  })
  expect(await db.assessment.count({ where: { hubspotSyncStatus: 'synced' } })).toBe(120)
  expect(await pauses()).toEqual([])
})

test('an outage is seen in /health even when the only lead is tried every five minutes', async () => {
  await createTestLead(db)
  portal.setFaults({ rules: [{ kind: 'status_503' }] })
  await drain()
  expect((await health()).problems).toEqual([])
  await db.$executeRaw`UPDATE pauses SET since = now() - interval '15 minutes'`
  await makeAllDue(db)
  await drain()
  expect(await health()).toMatchObject({ healthy: false, problems: ['hubspot_paused'] })
  await db.pause.deleteMany()
  expect((await health()).problems).toEqual([])
})

test('an address that is not HubSpot pauses the sync instead of killing leads, and names the setting', async () => {
  await createTestLead(db)
  const crm = createHubspotClient({ token: portal.token, baseUrl: `${portal.url}/elsewhere` })
  for (let run = 0; run < 6; run++) {
    await drainLeads(drainDependencies(db, portal, { crm }), UNLIMITED)
    await makeAllDue(db)
  }
  expect((await reportSync(db)).pauses[0]?.explanation).toMatch(/status 404.*HUBSPOT_BASE_URL/)
  expect(await drain()).toMatchObject({ completed: 1 })
})

test('a pause ends without any lead to send, once HubSpot takes the token', async () => {
  const evidence = 'authentication status=401'
  await pauseOperation(db, { operation: 'contacts', reason: 'authentication', evidence, seconds: null })
  portal.setFaults({ rules: [{ kind: 'revoked_token' }] })
  expect(await drain()).toBeNull()
  expect(await pauses()).toMatchObject([
    { operation: 'contacts', reason: 'authentication' },
    { operation: 'reads', reason: 'authentication' },
  ])
  portal.setFaults({})
  expect(await drain()).toBeNull()
  expect(await pauses()).toEqual([])
  const { total } = portal.totals()
  expect(await drain()).toBeNull()
  expect(portal.totals().total).toBe(total)
})
