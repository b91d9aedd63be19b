import { afterAll, expect, test } from 'vitest'
import { drainLeads } from '#app/services/crm/drain.server.ts'
import { createMockSyncPayload } from '#tests/factories/outbox.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import {
  UNLIMITED,
  createTestLead,
  createTestLeads,
  drainDependencies,
  useSyncPortal,
} from '#tests/helpers/hubspot-sync.ts'
import { createLatch } from '#tests/helpers/latch.ts'

const database = await useTestDatabase({ max: 12 })
const portal = await useSyncPortal()
afterAll(() => expect(portal.unexpected()).toEqual([]))

test('a lead becomes a contact with its ten properties', async () => {
  const { db } = database
  const lead = await createTestLead(db, { email: 'robin@example.com', firstName: 'Robin', company: null })

  const counts = await drainLeads(drainDependencies(db, portal), UNLIMITED)

  expect(counts).toMatchObject({ claimed: 1, completed: 1, dead: 0, stopped: null })
  expect(portal.contacts()).toHaveLength(1)
  expect(portal.contacts()[0]?.properties).toMatchObject({
    email: 'robin@example.com',
    firstname: 'Robin',
    ai_assessment_score: '75',
    ai_assessment_category: 'builder',
    ai_value_score: '75',
    ai_customer_score: '75',
    ai_risk_score: '75',
    ai_governance_score: '75',
    ai_assessment_date: '2026-11-01',
    ai_completion_time: '600',
    ai_lead_quality: 'basic',
    ai_lead_source: 'https://search.example.com/results?utm_source=newsletter',
  })
  expect(portal.deals()).toEqual([])
  const stored = await db.assessment.findUniqueOrThrow({ where: { id: lead.id } })
  expect(stored).toMatchObject({
    hubspotSyncStatus: 'synced',
    hubspotSyncAttempts: 1,
    hubspotContactId: portal.contacts()[0]?.id,
    hubspotDealId: null,
    hubspotSyncError: null,
  })
  expect(stored.hubspotSyncedAt).toBeInstanceOf(Date)
  expect(await db.hubspotSyncQueue.findFirstOrThrow()).toMatchObject({
    status: 'completed',
    retryCount: 1,
    claimToken: null,
    hubspotContactId: portal.contacts()[0]?.id,
  })
})

test('a qualified lead becomes a contact and an associated deal that closes in 30 days', async () => {
  const { db } = database
  const lead = await createTestLead(db, {
    firstName: 'Robin',
    lastName: 'Sample',
    company: 'Example Works',
    phone: '+1 555 0100',
  })

  await drainLeads(drainDependencies(db, portal), UNLIMITED)

  const [deal] = portal.deals()
  expect(deal?.properties).toMatchObject({
    ai_assessment_id: lead.id,
    dealname: 'AI readiness assessment: Robin Sample, Example Works',
    pipeline: 'default',
    dealstage: 'appointmentscheduled',
    amount: '15000',
    closedate: '2026-12-01T09:40:00.000Z',
    ai_assessment_score: '75',
  })
  const contactId = portal.contacts()[0]?.id
  expect(portal.associations()).toContainEqual(
    expect.objectContaining({ fromType: 'deals', fromId: deal?.id, toId: contactId, typeId: 3 }),
  )
  expect(await db.assessment.findUniqueOrThrow({ where: { id: lead.id } })).toMatchObject({
    hubspotContactId: contactId,
    hubspotDealId: deal?.id,
  })
})

test('a second drain finds nothing to do, and repeating a sent lead makes no second contact or deal', async () => {
  const { db } = database
  await createTestLead(db, { phone: '+1 555 0100' })
  await drainLeads(drainDependencies(db, portal), UNLIMITED)
  expect(await drainLeads(drainDependencies(db, portal), UNLIMITED)).toBeNull()

  await db.$executeRaw`UPDATE hubspot_sync_queue SET status = 'pending', "completedAt" = NULL, "nextRetryAt" = now()`
  await drainLeads(drainDependencies(db, portal), UNLIMITED)
  expect(portal.contacts()).toHaveLength(1)
  expect(portal.deals()).toHaveLength(1)
})

test('without an access token leads wait in the queue', async () => {
  const { db } = database
  await createTestLead(db)
  expect(await drainLeads(drainDependencies(db, portal, { crm: null }), UNLIMITED)).toBeNull()
  expect(await db.hubspotSyncQueue.findFirstOrThrow()).toMatchObject({ status: 'pending', retryCount: 0 })
})

test('two assessments of one person in a batch become one contact with the newer scores and all details', async () => {
  const { db } = database
  const email = 'twice@example.com'
  await createTestLead(db, {
    email,
    phone: '+1 555 0100',
    completedAt: new Date('2026-11-02T08:00:00Z'),
    totalScore: 62,
  })
  await createTestLead(db, {
    email,
    phone: null,
    completedAt: new Date('2026-11-03T08:00:00Z'),
    totalScore: 71,
  })

  const counts = await drainLeads(drainDependencies(db, portal), UNLIMITED)

  expect(counts).toMatchObject({ completed: 2 })
  expect(portal.contacts()).toHaveLength(1)
  expect(portal.contacts()[0]?.properties).toMatchObject({ ai_assessment_score: '71', phone: '+1 555 0100' })
})

test('a late older assessment does not overwrite the scores of a newer one, but adds what that lacks', async () => {
  const { db } = database
  const email = 'late@example.com'
  await createTestLead(db, {
    email,
    phone: null,
    completedAt: new Date('2026-11-03T08:00:00Z'),
    totalScore: 71,
  })
  await drainLeads(drainDependencies(db, portal), UNLIMITED)

  const older = await createTestLead(db, {
    email,
    company: 'An older company',
    phone: '+1 555 0100',
    completedAt: new Date('2026-11-02T08:00:00Z'),
    totalScore: 62,
  })
  await drainLeads(drainDependencies(db, portal), UNLIMITED)

  expect(portal.contacts()[0]?.properties).toMatchObject({
    ai_assessment_score: '71',
    company: 'Example Works',
    phone: '+1 555 0100',
  })
  expect(portal.deals().map(({ properties }) => properties.ai_assessment_id)).toEqual([older.id])
  expect(portal.associations()).toContainEqual(
    expect.objectContaining({ fromType: 'deals', toId: portal.contacts()[0]?.id }),
  )
})

test('a thousand leads, half of them with deals, need no more calls than full batches', async () => {
  const { db } = database
  await createTestLeads(db, 1_000)
  const counts = await drainLeads(drainDependencies(db, portal), UNLIMITED)
  expect(counts).toMatchObject({ claimed: 1_000, completed: 1_000 })
  expect(portal.contacts()).toHaveLength(1_000)
  expect(portal.deals()).toHaveLength(500)
  // 10 for contacts, 5 each for deals and associations, and one for the portal's time zone afterwards.
  expect(portal.totals()).toMatchObject({ total: 21 })
})

test('a run ends at its bounds, gives back what it did not send, and the next run goes on', async () => {
  const { db } = database
  await createTestLeads(db, 300)
  const first = await drainLeads(drainDependencies(db, portal), { ...UNLIMITED, calls: 2 })
  expect(first).toMatchObject({ claimed: 300, stopped: 'calls', calls: 2, retried: 0, dead: 0 })
  expect(await db.hubspotSyncQueue.count({ where: { status: 'pending', retryCount: { gt: 0 } } })).toBe(0)

  const second = await drainLeads(drainDependencies(db, portal), UNLIMITED)
  expect(second?.stopped).toBeNull()
  expect(await db.hubspotSyncQueue.count({ where: { status: 'completed' } })).toBe(300)
  expect(portal.contacts()).toHaveLength(300)
})

test('a run claims at most its rows', async () => {
  const { db } = database
  await createTestLeads(db, 20)
  expect(await drainLeads(drainDependencies(db, portal), { ...UNLIMITED, rows: 7 })).toMatchObject({
    claimed: 7,
  })
  expect(await db.hubspotSyncQueue.count({ where: { status: 'pending' } })).toBe(13)
})

test('twenty drains at once send every lead exactly once', async () => {
  const { db } = database
  await createTestLeads(db, 400)
  const runs = await Promise.all(
    Array.from({ length: 20 }, () => drainLeads(drainDependencies(db, portal), { ...UNLIMITED, page: 20 })),
  )
  expect(runs.reduce((sum, run) => sum + (run?.completed ?? 0), 0)).toBe(400)
  expect(runs.reduce((sum, run) => sum + (run?.lost ?? 0), 0)).toBe(0)
  expect(portal.contacts()).toHaveLength(400)
  expect(portal.deals()).toHaveLength(200)
  expect(await db.assessment.count({ where: { hubspotSyncStatus: 'synced', hubspotSyncAttempts: 1 } })).toBe(
    400,
  )
})

test('no more than six connections are out at once', async () => {
  const { db } = database
  await createTestLeads(db, 1_500)
  const six = createLatch()
  let started = 0
  let open = 0
  let most = 0
  const counted = async <T>(work: Promise<T>): Promise<T> => {
    most = Math.max(most, ++open)
    if (open === 6) six.open()
    // The first three calls are of two small pages; those of the next two wait for each other.
    if (++started > 3) await six.opened
    return work.finally(() => open--)
  }
  const { crm, ...rest } = drainDependencies(db, portal)
  const client: typeof crm = {
    ...crm!,
    upsert: (...args) => counted(crm!.upsert(...args)),
    associate: (...args) => counted(crm!.associate(...args)),
  }
  await drainLeads({ ...rest, crm: client }, UNLIMITED)
  expect(most).toBe(6)
})

test('newer details that come while a lead is being sent are sent in the same run', async () => {
  const { db } = database
  const lead = await createTestLead(db, { firstName: 'Before', phone: null })
  const row = await db.hubspotSyncQueue.findFirstOrThrow({ where: { assessmentId: lead.id } })
  const { crm, ...rest } = drainDependencies(db, portal)
  const interrupted: typeof crm = {
    ...crm!,
    upsert: async (...args) => {
      const answer = await crm!.upsert(...args)
      await db.hubspotSyncQueue.updateMany({
        where: { id: row.id, revision: 1 },
        data: { revision: 2, payload: { ...createMockSyncPayload(lead), firstName: 'After' } },
      })
      return answer
    },
  }
  const counts = await drainLeads({ ...rest, crm: interrupted }, UNLIMITED, { assessmentId: lead.id })
  expect(counts).toMatchObject({ claimed: 2, reopened: 1, completed: 1 })
  expect(portal.contacts()[0]?.properties.firstname).toBe('After')
})
