import { PEOPLE_LIMITS } from '#app/services/crm/one-by-one.server.ts'
import { expect, test } from 'vitest'
import type { Crm } from '#app/domain/crm/crm.ts'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { claimLeads } from '#app/data/hubspot/claims.server.ts'
import { erasePersonRows } from '#app/data/privacy/person.server.ts'
import { type DrainDependencies, drainLeads } from '#app/services/crm/drain.server.ts'
import { eraseInCrm } from '#app/services/crm/erase.server.ts'
import { scrubPersonalData } from '#app/services/privacy/scrub-personal-data.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestEmailMessage } from '#tests/factories/outbox.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { dumpDatabase } from '#tests/helpers/dump.ts'
import {
  UNLIMITED,
  createTestClock,
  createTestLead,
  drainDependencies,
  makeAllDue,
  useSyncPortal,
} from '#tests/helpers/hubspot-sync.ts'

const EMAIL = 'canary-erase@example.com'
const PERSON = { email: EMAIL, firstName: 'Canaryfirst', lastName: 'Canarylast', company: 'Canaryworks' }

const database = await useTestDatabase({ max: 12 })
const portal = await useSyncPortal()

/** Somebody who wants a briefing: contact and deal. */
const qualifiedLead = (overrides: object = {}) =>
  createTestLead(database.db, { ...PERSON, phone: '+1 555 010 0000', ...overrides })

const drain = (overrides: Partial<DrainDependencies> = {}) =>
  drainLeads(drainDependencies(database.db, portal, overrides), UNLIMITED)

const erase = (email = EMAIL) =>
  erasePersonRows(database.db, {
    email,
    addressHash: 'hash-of-canary',
    recipientHashes: ['recipient-of-canary'],
    source: 'operator',
    before: null,
  })

const crm = () => createHubspotClient({ token: portal.token, baseUrl: portal.url, timeoutMs: 60_000 })

const eraseThere = (client: Crm = crm()) =>
  eraseInCrm(
    { db: database.db, crm: client, clock: createTestClock(), random: () => 1 },
    { ...PEOPLE_LIMITS, burst: null },
  )

/** HubSpot, and something that happens here right after it has answered a call. */
function whileCalling(method: 'upsert' | 'read', happens: () => Promise<unknown>): Crm {
  const client = crm()
  const original = client[method] as (...args: unknown[]) => Promise<unknown>
  let happened = false
  const called = async (...args: unknown[]) => {
    const answer = await original(...args)
    if (!happened) {
      happened = true
      await happens()
    }
    return answer
  }
  return { ...client, [method]: called }
}

/** As if all waits and leases were over. */
async function passTime() {
  await makeAllDue(database.db)
  await database.db.$executeRaw`UPDATE erasures SET "nextRetryAt" = now() WHERE status = 'pending'`
}

async function expectNothingLeft(): Promise<void> {
  expect(await dumpDatabase(database.url)).not.toMatch(/canary-erase|Canaryfirst|Canarylast|Canaryworks/i)
  expect(JSON.stringify([portal.contacts(), portal.deals()])).not.toMatch(/canary/i)
  expect(portal.blocklist()).toEqual([])
  expect(portal.unexpected()).toEqual([])
}

/** Whatever runs from now on, nothing is sent for the person and nothing comes back. */
async function expectSilence(): Promise<void> {
  await passTime()
  // A pause that an outage left behind is ended by looking up nobody.
  const writes = () =>
    Object.entries(portal.totals().byEndpoint).filter(([endpoint]) => !endpoint.endsWith('/batch/read'))
  const before = writes()
  await drain()
  expect(writes()).toEqual(before)
  await expectNothingLeft()
}

test('a person whose sync is pending is erased without HubSpot ever hearing of them', async () => {
  await qualifiedLead()
  await erase()
  expect(await eraseThere()).toMatchObject({ completed: 1 })
  expect(portal.totals().byEndpoint).toEqual({
    'POST objects/contacts/batch/read': 1,
    'POST objects/contacts/search': 1,
    'POST objects/deals/batch/read': 1,
  })
  await expectSilence()
})

test('a claimed row can neither be settled nor sent, and HubSpot is asked once its lease is over', async () => {
  await qualifiedLead()
  const [claimed] = await claimLeads(database.db, { limit: 1, token: 'run-1' })
  await erase()

  expect(await eraseThere()).toBeNull()
  expect(claimed).toBeDefined()
  await passTime()
  expect(await eraseThere()).toMatchObject({ completed: 1 })
  await expectSilence()
})

test('a dead row goes as well', async () => {
  const lead = await qualifiedLead()
  await database.db.hubspotSyncQueue.updateMany({
    where: { assessmentId: lead.id },
    data: { status: 'dead', lastError: 'server_error' },
  })
  await erase()
  expect(await eraseThere()).toMatchObject({ completed: 1 })
  await expectSilence()
})

test('a person who is erased while their contact is on its way gets no deal, and the contact goes', async () => {
  await qualifiedLead()

  const counts = await drain({ crm: whileCalling('upsert', () => erase()) })
  expect(counts).toMatchObject({ claimed: 1, completed: 0, lost: 1 })

  expect(portal.contacts()).toHaveLength(1)
  expect(portal.deals()).toEqual([])
  expect(await eraseThere()).toBeNull()
  await passTime()
  expect(await eraseThere()).toMatchObject({ completed: 1 })
  await expectSilence()
})

test('contact and deal are found by address and assessment when their ids were never noted', async () => {
  const lead = await qualifiedLead()
  await drain()
  await database.db.assessment.update({
    where: { id: lead.id },
    data: { hubspotContactId: null, hubspotDealId: null },
  })
  await database.db.hubspotSyncQueue.updateMany({ data: { hubspotContactId: null, hubspotDealId: null } })
  expect([portal.contacts().length, portal.deals().length]).toEqual([1, 1])

  const receipt = await erase()
  await eraseThere()

  expect(await database.db.erasure.findUniqueOrThrow({ where: { id: receipt } })).toMatchObject({
    status: 'completed',
    hubspotContacts: 1,
    hubspotDeals: 1,
    email: null,
    contactIds: [],
    dealIds: [],
    // By which what a run makes later finds its way here: nothing else knows them any more.
    assessmentIds: [lead.id],
  })
  await expectSilence()
})

test('who comes back under another address of the same contact is sent again once the erasure has taken the contact', async () => {
  const other = 'second-address@example.com'
  await qualifiedLead()
  await drain()
  await crm().update('contacts', portal.contacts()[0]!.id, { hs_additional_emails: other })
  await erase()
  const later = await createTestLead(database.db, { email: other, phone: '+1 555 010 0001' })
  await drain()
  expect(portal.contacts()).toHaveLength(1)

  await passTime()
  expect(await eraseThere()).toMatchObject({ completed: 1 })
  expect(portal.contacts()).toEqual([])
  expect(await drain()).toMatchObject({ claimed: 1, completed: 1 })

  expect(portal.contacts()).toMatchObject([{ properties: { email: other } }])
  expect(portal.deals()).toMatchObject([{ properties: { ai_assessment_id: later.id } }])
  expect(portal.associations()).toHaveLength(1)
})

test('a lead that is on its way while an erasure takes a contact is sent once more', async () => {
  await qualifiedLead()
  await drain()
  await erase()
  await createTestLead(database.db, { email: 'on-the-way@example.com' })

  const counts = await drain({
    crm: whileCalling('upsert', async () => {
      await database.db.$executeRaw`UPDATE erasures SET "nextRetryAt" = now()`
      await eraseThere()
    }),
  })

  expect(counts).toMatchObject({ reopened: 1 })
  expect(portal.contacts()).toMatchObject([{ properties: { email: 'on-the-way@example.com' } }])
})

test('somebody who was scrubbed here long ago is erased in HubSpot, and the statistics stay', async () => {
  const lead = await qualifiedLead({ createdAt: new Date('2020-01-01T00:00:00Z') })
  await drain()
  await scrubPersonalData(database.db, { retentionDays: 30, seconds: 60, clock: () => 0 })

  await erase()
  expect(await eraseThere()).toMatchObject({ completed: 1 })

  expect(await database.db.assessment.findUniqueOrThrow({ where: { id: lead.id } })).toMatchObject({
    totalScore: lead.totalScore,
    hubspotContactId: null,
    hubspotDealId: null,
  })
  await expectSilence()
})

test('a scrub while a drain is under way ends with nothing personal here, and the drain settles nothing', async () => {
  await qualifiedLead({ createdAt: new Date('2020-01-01T00:00:00Z') })
  const scrub = () => scrubPersonalData(database.db, { retentionDays: 30, seconds: 60, clock: () => 0 })

  const counts = await drain({ crm: whileCalling('upsert', scrub) })

  expect(counts).toMatchObject({ claimed: 1, completed: 0, lost: 1 })
  expect(await dumpDatabase(database.url)).not.toMatch(/canary/i)
  expect(await database.db.hubspotSyncQueue.findMany()).toMatchObject([
    { status: 'cancelled', payload: {}, lastError: null, claimToken: null },
  ])
})

test('HubSpot being away is repeated until it is done, and the state says why it waits', async () => {
  await qualifiedLead()
  await drain()
  const receipt = await erase()
  portal.setFaults({ rules: [{ kind: 'status_503' }] })
  expect(await eraseThere()).toMatchObject({ completed: 0, released: 1, stopped: 'unavailable' })
  const waiting = await database.db.erasure.findUniqueOrThrow({ where: { id: receipt } })
  expect(waiting).toMatchObject({ status: 'pending', retryCount: 0 })
  expect(waiting.lastError).toMatch(/^server_error status=503/)
  expect(await database.db.pause.findMany()).toMatchObject([{ operation: 'reads', reason: 'unavailable' }])

  portal.setFaults({ rules: [{ kind: 'commit_then_drop', path: 'gdpr-delete' }] })
  await passTime()
  await eraseThere()
  portal.setFaults({})
  await passTime()
  expect(await eraseThere()).toMatchObject({ completed: 1 })
  await expectSilence()
})

test('an erasure that another run has taken over is not finished by the first', async () => {
  await qualifiedLead()
  await drain()
  const receipt = await erase()
  const takenOver = () =>
    database.db.$executeRaw`UPDATE erasures SET "claimToken" = 'other run' WHERE id = ${receipt}`
  const counts = await eraseThere(whileCalling('read', takenOver))
  expect(counts).toMatchObject({ completed: 0, lost: 1 })
  expect(portal.contacts()).toHaveLength(1)
})

test('without a token what was never sent is done, and what was sent waits', async () => {
  await qualifiedLead()
  await erase()
  const deps = { db: database.db, crm: null, clock: createTestClock(), random: () => 1 }
  expect(await eraseInCrm(deps)).toMatchObject({ completed: 1 })

  await createTestAssessment(database.db, { email: EMAIL, hubspotContactId: '42' })
  await createTestAssessment(database.db, { hubspotContactId: '43' })
  await erase()
  expect(await eraseInCrm(deps)).toBeNull()
  expect(await database.db.erasure.count({ where: { status: 'pending' } })).toBe(1)
})

test('erasing takes sessions, messages known by hash and other letter case, and nobody else', async () => {
  const { db } = database
  await createTestAssessmentSession(db, { email: EMAIL.toUpperCase() })
  await createTestAssessment(db, { email: EMAIL.toUpperCase() })
  await createTestEmailMessage(db, {
    status: 'skipped',
    recipient: null,
    recipientHash: 'recipient-of-canary',
  })
  const other = await createTestLead(db, { email: `not-${EMAIL}` })

  await erase(`  ${EMAIL} `)

  expect(await db.assessmentSession.count()).toBe(0)
  expect(await db.emailMessage.count()).toBe(0)
  expect(await db.assessment.findMany()).toMatchObject([{ id: other.id }])
  expect(await db.hubspotSyncQueue.count()).toBe(1)
})
