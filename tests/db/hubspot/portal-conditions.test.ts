import { expect, test } from 'vitest'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { readSyncState } from '#app/data/hubspot/state.server.ts'
import { type Pause } from '#app/data/pauses.server.ts'
import { drainLeads } from '#app/services/crm/drain.server.ts'
import {
  useHubspotSync,
  UNLIMITED,
  createTestLead,
  createTestLeads,
  drainDependencies,
  makeAllDue,
} from '#tests/helpers/hubspot-sync.ts'

const { db, portal, drain, pauses, explainLead } = await useHubspotSync({ max: 12 })

/** From a pause's beginning until its next probe. */
function secondsOf(pause: Pause | undefined): number {
  return Math.round((pause!.nextProbeAt.getTime() - pause!.since.getTime()) / 1000)
}

test('a wrong token pauses the sync without costing attempts, and a good one resumes it by itself', async () => {
  await createTestLeads(db, 150)
  portal.setFaults({ rules: [{ kind: 'revoked_token' }] })

  expect(await drain()).toMatchObject({ stopped: 'authentication', retried: 0, dead: 0, completed: 0 })
  expect(await pauses()).toMatchObject([{ operation: 'contacts', reason: 'authentication', waiting: false }])
  expect(await db.hubspotSyncQueue.count({ where: { retryCount: { gt: 0 } } })).toBe(0)
  const [pause] = await pauses()

  expect(await drain()).toMatchObject({ claimed: 1, released: 1, calls: 1 })
  expect(await pauses()).toMatchObject([{ since: pause?.since }])
  expect(await db.assessment.count({ where: { hubspotSyncStatus: 'pending', hubspotSyncAttempts: 0 } })).toBe(
    150,
  )

  portal.setFaults({})
  expect(await drain()).toMatchObject({ completed: 150, stopped: null })
  expect(await pauses()).toEqual([])
})

test('a missing scope pauses the sync and says which permissions it needs', async () => {
  const lead = await createTestLead(db, { phone: '+1 555 0100' })
  portal.addToken('contacts-only', ['crm.objects.contacts.read', 'crm.objects.contacts.write'])
  const crm = createHubspotClient({ token: 'contacts-only', baseUrl: portal.url })
  expect(await drainLeads(drainDependencies(db, portal, { crm }), UNLIMITED)).toMatchObject({
    stopped: 'scope',
    released: 1,
  })
  expect(await explainLead(lead.id)).toContain('crm.objects.deals.read/write')
  expect(await pauses()).toMatchObject([{ operation: 'deals', reason: 'scope' }])
  expect(await drain()).toMatchObject({ completed: 1 })
  expect(await pauses()).toEqual([])
})

test('leads without a deal go through while the token may not write deals, and leave that pause as it is', async () => {
  portal.addToken('contacts-only', ['crm.objects.contacts.read', 'crm.objects.contacts.write'])
  const crm = createHubspotClient({ token: 'contacts-only', baseUrl: portal.url })
  const withoutDeals = () => drainLeads(drainDependencies(db, portal, { crm }), UNLIMITED)
  for (let deal = 0; deal < 3; deal++) await createTestLead(db, { qualifiedForBriefing: true })
  await withoutDeals()

  for (let hour = 0; hour < 3; hour++) {
    const contactOnly = await createTestLead(db)
    expect(await withoutDeals()).toMatchObject({ completed: 1, released: 1, stopped: 'scope' })
    expect(await db.assessment.findUniqueOrThrow({ where: { id: contactOnly.id } })).toMatchObject({
      hubspotSyncStatus: 'synced',
    })
    expect(await pauses()).toMatchObject([{ operation: 'deals', reason: 'scope' }])
  }

  expect(await drain()).toMatchObject({ completed: 3, stopped: null })
  expect(await pauses()).toEqual([])
})

test('the daily limit stops the sync until midnight in the time zone of the portal', async () => {
  await createTestLead(db)
  await drain()
  await createTestLead(db)
  portal.setFaults({ rules: [{ kind: 'daily_429' }] })
  expect(await drain()).toMatchObject({ stopped: 'daily_limit', released: 1 })
  expect((await readSyncState(db)).portalTimeZone).toBe('US/Eastern')
  const [pause] = await pauses()
  expect(pause).toMatchObject({ reason: 'daily_limit', waiting: true })
  // The run's clock says 09:00 UTC, which is 04:00 in New York: 20 hours are left.
  expect(secondsOf(pause)).toBe(20 * 60 * 60)

  portal.setFaults({})
  expect(await drain()).toBeNull()
  await db.$executeRaw`UPDATE pauses SET "nextProbeAt" = now() - interval '1 second'`
  expect(await drain()).toMatchObject({ completed: 1 })
  expect(await pauses()).toEqual([])
})

test('the daily limit waits an hour when the time zone of the portal is not known', async () => {
  await createTestLead(db)
  portal.setFaults({ rules: [{ kind: 'daily_429' }] })
  await drain()
  expect(secondsOf((await pauses())[0])).toBe(60 * 60)
})

test.each([
  { answer: 'with Retry-After', retryAfterSeconds: 4, waitSeconds: 4 },
  { answer: 'without Retry-After', retryAfterSeconds: undefined, waitSeconds: 10 },
])(
  '429 $answer ends the run, costs no attempt and holds all runs back',
  async ({ retryAfterSeconds, waitSeconds }) => {
    await createTestLead(db)
    portal.setFaults({ rules: [{ kind: 'burst_429', next: 1, retryAfterSeconds }] })
    expect(await drain()).toMatchObject({ stopped: 'burst_limit', released: 1, calls: 1 })
    const [row] = await db.$queryRaw<{ retryCount: number; wait: number; blocked: number }[]>`
    SELECT "retryCount", round(EXTRACT(EPOCH FROM "nextRetryAt" - now()))::int AS wait,
      (SELECT round(EXTRACT(EPOCH FROM "callsBlockedUntil" - now()))::int FROM hubspot_sync_state) AS blocked
    FROM hubspot_sync_queue`
    expect(row).toEqual({ retryCount: 0, wait: waitSeconds, blocked: waitSeconds })
    await makeAllDue(db)
    expect(await drain()).toMatchObject({ completed: 1 })
  },
)

test('a move to another data centre pauses the sync for as long as HubSpot says', async () => {
  await createTestLead(db)
  portal.setFaults({ rules: [{ kind: 'migrating_477', next: 1, retryAfterSeconds: 300 }] })
  expect(await drain()).toMatchObject({ stopped: 'migrating', released: 1 })
  expect(secondsOf((await pauses())[0])).toBe(300)
})
