import { expect, test } from 'vitest'
import type { FaultKind } from '#dev/hubspot/faults.ts'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { readSyncState } from '#app/data/hubspot/state.server.ts'
import { type Pause, readPauses } from '#app/data/pauses.server.ts'
import { HUBSPOT_OPERATIONS } from '#app/domain/pause.ts'
import { explainSyncError } from '#app/domain/hubspot/explain-failure.ts'
import { decodeSyncError } from '#app/domain/hubspot/failure.ts'
import { drainHubspot } from '#app/services/hubspot/drain.server.ts'
import { groupSize } from '#app/services/hubspot/group-leads.server.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import {
  SYNC_DEFINITIONS,
  UNLIMITED,
  createTestLead,
  createTestLeads,
  drainDependencies,
  makeAllDue,
  startSyncPortal,
  useSyncPortal,
} from '#tests/helpers/hubspot-sync.ts'

const database = await useTestDatabase({ max: 12 })
const portal = await useSyncPortal()

const drain = (limits = UNLIMITED) => drainHubspot(drainDependencies(database.db, portal), limits)

const pauses = () => readPauses(database.db, HUBSPOT_OPERATIONS)

/** Drains until nothing is open, with all waits over at once. */
async function drainAll(runs: number): Promise<number> {
  for (let run = 1; run <= runs; run++) {
    await drain()
    if ((await database.db.hubspotSyncQueue.count({ where: { status: 'pending' } })) === 0) return run
    await makeAllDue(database.db)
  }
  throw new Error(`Leads are still open after ${runs} runs`)
}

/** From a pause's beginning until its next probe. */
function secondsOf(pause: Pause | undefined): number {
  return Math.round((pause!.nextProbeAt.getTime() - pause!.since.getTime()) / 1000)
}

async function explanation(assessmentId: string): Promise<string> {
  const { hubspotSyncError } = await database.db.assessment.findUniqueOrThrow({ where: { id: assessmentId } })
  return explainSyncError(decodeSyncError(hubspotSyncError ?? ''))
}

test('one poison record in a hundred fails alone', async () => {
  const { db } = database
  await createTestLeads(db, 99)
  const bad = await createTestLead(db, { email: 'bad@(example).com' })

  const counts = await drain()

  expect(counts).toMatchObject({ completed: 99, dead: 1, retried: 0 })
  expect(await db.assessment.findUniqueOrThrow({ where: { id: bad.id } })).toMatchObject({
    hubspotSyncStatus: 'failed',
    hubspotSyncAttempts: 1,
  })
  expect(await explanation(bad.id)).toContain('HubSpot does not accept the e-mail address')
  expect(portal.contacts()).toHaveLength(99)
})

test('when HubSpot refuses a whole batch, parts of it are tried until the bad record stands alone', async () => {
  const { db } = database
  await createTestLeads(db, 19)
  const bad = await createTestLead(db, { email: 'bad@(example).com' })
  const { hubspot, ...rest } = drainDependencies(db, portal)
  // As a call without trace ids is answered: one invalid record and nothing is written.
  const strict: typeof hubspot = {
    ...hubspot!,
    upsert: (type, idProperty, inputs) =>
      hubspot!.upsert(
        type,
        idProperty,
        inputs.some(({ key }) => key === bad.email)
          ? inputs.map((input) => ({ ...input, traceId: '' }))
          : inputs,
      ),
  }
  const counts = await drainHubspot({ ...rest, hubspot: strict }, UNLIMITED)
  expect(counts).toMatchObject({ completed: 19, dead: 1 })
  expect(await explanation(bad.id)).toContain('HubSpot does not accept the e-mail address')
})

test('a missing property is named with what to do, and costs the lead nothing', async () => {
  const { db } = database
  const bare = await startSyncPortal({
    definitions: {
      ...SYNC_DEFINITIONS,
      contacts: {
        ...SYNC_DEFINITIONS.contacts,
        properties: SYNC_DEFINITIONS.contacts.properties.filter(({ name }) => name !== 'ai_lead_quality'),
      },
    },
  })
  const lead = await createTestLead(db)
  await drainHubspot(drainDependencies(db, bare), UNLIMITED)
  await bare.close()
  expect(await explanation(lead.id)).toBe(
    'HubSpot has no property `ai_lead_quality`: run hubspot:setup; the sync resumes automatically',
  )
  expect(await db.hubspotSyncQueue.findFirstOrThrow()).toMatchObject({ status: 'pending', retryCount: 0 })
})

test('an unknown deal stage is named with the settings to correct, and the contact is there', async () => {
  const { db } = database
  const lead = await createTestLead(db, { phone: '+1 555 0100' })
  const dependencies = drainDependencies(db, portal, {
    deal: { pipeline: 'default', stage: 'nowhere', amount: 0 },
  })
  await drainHubspot(dependencies, UNLIMITED)
  expect(await explanation(lead.id)).toContain('correct HUBSPOT_PIPELINE and HUBSPOT_DEAL_STAGE')
  expect(portal.contacts()).toHaveLength(1)
  expect(await db.assessment.findUniqueOrThrow({ where: { id: lead.id } })).toMatchObject({
    hubspotContactId: portal.contacts()[0]?.id,
    hubspotSyncStatus: 'pending',
  })
})

test('calls that commit and then drop the connection make no duplicates', async () => {
  const { db } = database
  await createTestLeads(db, 500)
  portal.setFaults({ rules: [{ kind: 'commit_then_drop', fraction: 0.3 }] })
  await drainAll(8)
  expect(await db.hubspotSyncQueue.groupBy({ by: ['status'], _count: true })).toEqual([
    { status: 'completed', _count: 500 },
  ])
  expect(portal.contacts()).toHaveLength(500)
  expect(portal.deals()).toHaveLength(250)
})

test.each<FaultKind>([
  'drop_before',
  'drop_mid_body',
  'truncated_json',
  'not_json',
  'empty_200',
  'html_502',
  'status_500',
  'status_503',
  'locked_423',
  'conflict_409',
  'unique_clash_400',
  'silent_noop',
  'unechoed',
])('a lead with a deal survives %s on every other call', async (kind) => {
  const { db } = database
  await createTestLeads(db, 4)
  portal.setFaults({ rules: [{ kind, every: 2 }] })
  await drainAll(5)
  expect(await db.assessment.count({ where: { hubspotSyncStatus: 'synced' } })).toBe(4)
  expect(portal.contacts()).toHaveLength(4)
  expect(portal.deals()).toHaveLength(2)
  const associated = new Set(portal.associations().map(({ fromId }) => fromId))
  expect(portal.deals().every(({ id }) => associated.has(id))).toBe(true)
})

test('a lead that HubSpot fails on while it answers otherwise waits visibly, however often it was tried', async () => {
  const { db } = database
  const lead = await createTestLead(db)
  portal.setFaults({ rules: [{ kind: 'status_503', path: '/batch/upsert' }] })
  for (let attempt = 1; attempt <= 12; attempt++) {
    expect(await drain()).toMatchObject({ retried: 1, dead: 0 })
    await makeAllDue(db)
  }
  expect(await db.assessment.findUniqueOrThrow({ where: { id: lead.id } })).toMatchObject({
    hubspotSyncStatus: 'pending',
    hubspotSyncAttempts: 12,
    hubspotSyncError: expect.stringMatching(/^server_error status=503/) as string,
  })
  portal.setFaults({})
  expect(await drain()).toMatchObject({ completed: 1 })
})

test('a wrong token pauses the sync without costing attempts, and a good one resumes it by itself', async () => {
  const { db } = database
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
  const { db } = database
  const lead = await createTestLead(db, { phone: '+1 555 0100' })
  portal.addToken('contacts-only', ['crm.objects.contacts.read', 'crm.objects.contacts.write'])
  const hubspot = createHubspotClient({ token: 'contacts-only', baseUrl: portal.url })
  expect(await drainHubspot(drainDependencies(db, portal, { hubspot }), UNLIMITED)).toMatchObject({
    stopped: 'scope',
    released: 1,
  })
  expect(await explanation(lead.id)).toContain('crm.objects.deals.read/write')
  expect(await pauses()).toMatchObject([{ operation: 'deals', reason: 'scope' }])
  expect(await drain()).toMatchObject({ completed: 1 })
  expect(await pauses()).toEqual([])
})

test('leads without a deal go through while the token may not write deals, and leave that pause as it is', async () => {
  const { db } = database
  portal.addToken('contacts-only', ['crm.objects.contacts.read', 'crm.objects.contacts.write'])
  const hubspot = createHubspotClient({ token: 'contacts-only', baseUrl: portal.url })
  const withoutDeals = () => drainHubspot(drainDependencies(db, portal, { hubspot }), UNLIMITED)
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
  const { db } = database
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
  const { db } = database
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
    const { db } = database
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
  const { db } = database
  await createTestLead(db)
  portal.setFaults({ rules: [{ kind: 'migrating_477', next: 1, retryAfterSeconds: 300 }] })
  expect(await drain()).toMatchObject({ stopped: 'migrating', released: 1 })
  expect(secondsOf((await pauses())[0])).toBe(300)
})

test('a lead whose every attempt was cut off waits visibly, ever longer, and is then tried alone', async () => {
  const { db } = database
  const lead = await createTestLead(db)
  const cutOff = () =>
    db.hubspotSyncQueue.updateMany({ data: { retryCount: { increment: 1 }, claimToken: 'a run that died' } })
  await db.hubspotSyncQueue.updateMany({ data: { retryCount: 4 } })
  for (const delay of [120, 240, 480]) {
    await cutOff()
    expect(await drain()).toMatchObject({ claimed: 1, retried: 1, dead: 0, calls: 0 })
    expect(await db.hubspotSyncQueue.findFirstOrThrow()).toMatchObject({
      status: 'pending',
      retryCount: 4,
      retryDelaySeconds: delay,
    })
    await makeAllDue(db)
  }
  expect(await explanation(lead.id)).toContain('cut off before they ended')
  expect(groupSize(5)).toBe(1)
  expect(await drain()).toMatchObject({ completed: 1 })
})

test('a payload of no known version waits for the release that knows it, with its cause', async () => {
  const { db } = database
  const lead = await createTestLead(db)
  const { payload } = await db.hubspotSyncQueue.findFirstOrThrow()
  await db.hubspotSyncQueue.updateMany({ data: { payload: { version: 99 } } })
  expect(await drain()).toMatchObject({ retried: 1, dead: 0, calls: 0 })
  expect(await explanation(lead.id)).toContain(
    'The queued payload has a version that this release does not know',
  )
  await db.hubspotSyncQueue.updateMany({ data: { payload: payload! } })
  await makeAllDue(db)
  expect(await drain()).toMatchObject({ completed: 1 })
})
