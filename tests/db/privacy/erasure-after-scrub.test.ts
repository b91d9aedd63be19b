import { PEOPLE_LIMITS } from '#app/services/crm/one-by-one.server.ts'
import { expect, test } from 'vitest'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { erasePersonRows } from '#app/data/privacy/person.server.ts'
import { eraseInCrm } from '#app/services/crm/erase.server.ts'
import { scrubPersonalData } from '#app/services/privacy/scrub-personal-data.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestAccessLink } from '#tests/factories/privacy.ts'
import { call } from '#tests/helpers/hubspot-stand-in.ts'
import { createTestClock, createTestLead, useHubspotSync } from '#tests/helpers/hubspot-sync.ts'

const { db, portal, drain } = await useHubspotSync()

const EMAIL = 'robin@works.example'
const HASH = 'a'.repeat(64)
const crm = () => createHubspotClient({ token: portal.token, baseUrl: portal.url })

const lead = (overrides: object = {}) =>
  createTestLead(db, { email: EMAIL, phone: '+1 555 010 0000', qualifiedForBriefing: true, ...overrides })

const erase = () =>
  erasePersonRows(db, {
    email: EMAIL,
    addressHash: 'hash',
    recipientHashes: [HASH],
    source: 'operator',
    before: null,
  })

const eraseThere = (client: ReturnType<typeof crm> | null = crm()) =>
  eraseInCrm(
    { db, crm: client, clock: createTestClock(), random: () => 1 },
    { ...PEOPLE_LIMITS, burst: null },
  )

/** A lead in HubSpot, of which nothing personal is left here. */
async function scrubbedLead(overrides: object = {}): Promise<void> {
  const { id } = await lead({ createdAt: new Date('2020-01-01'), ...overrides })
  await createTestAccessLink(db, { assessmentId: id, recipientHash: HASH })
  await drain()
  await scrubPersonalData(db, { retentionDays: 30, seconds: 60, clock: () => 0 })
}

test('who asks for erasure after the scrub has contact and deal erased in HubSpot, found by the address alone', async () => {
  await scrubbedLead()
  expect(portal.deals()).toHaveLength(1)

  const receipt = await erase()
  expect(await eraseThere()).toMatchObject({ completed: 1 })

  expect(portal.contacts()).toEqual([])
  expect(portal.deals()).toEqual([])
  expect(await db.erasure.findUniqueOrThrow({ where: { id: receipt } })).toMatchObject({
    hubspotContacts: 1,
    hubspotDeals: 1,
    contactIds: [],
    dealIds: [],
  })
  expect(await db.assessment.count()).toBe(1)
})

test('a deal that sales made for the same contact by themselves stays', async () => {
  await scrubbedLead()
  const contactId = portal.contacts()[0]!.id
  const properties = { dealname: 'Their own', pipeline: 'default', dealstage: 'appointmentscheduled' }
  const made = await crm().create('deals', 'ai_assessment_id', [{ key: '', traceId: 'sales', properties }])
  await crm().associate([{ dealId: made.results[0]!.id, contactId }])

  await erase()
  await eraseThere()

  expect(portal.deals()).toMatchObject([{ properties: { dealname: 'Their own' } }])
})

test('without a token an erasure waits, although the ids of what was sent are scrubbed', async () => {
  await scrubbedLead()
  await erase()
  expect(await eraseThere(null)).toBeNull()
  expect(await db.erasure.findFirstOrThrow()).toMatchObject({ status: 'pending', email: EMAIL })
})

test.for([
  ['its deal goes', {}, 1],
  ['it had no deal', { qualifiedForBriefing: false }, 0],
] as const)(
  'where the contact has another address in HubSpot since, somebody looks for it, and %s',
  async ([, overrides, deals]) => {
    await scrubbedLead(overrides)
    expect(portal.deals()).toHaveLength(deals)
    await call(portal, 'PATCH', `/crm/objects/2026-09/contacts/${portal.contacts()[0]!.id}`, {
      properties: { email: 'robin@elsewhere.example' },
    })
    await erase()
    expect(await eraseThere()).toMatchObject({ dead: 1 })
    expect(portal.deals()).toEqual([])
    expect(await db.erasure.findFirstOrThrow()).toMatchObject({ lastError: 'nothing_found' })
  },
)

test('who asks twice before HubSpot is told, under an address whose contact the first one takes, needs nobody', async () => {
  await scrubbedLead()
  const [scrubbed] = await db.assessment.findMany()
  const first = await erase()
  await db.erasure.update({ where: { id: first }, data: { nextRetryAt: new Date('2099-01-01') } })
  await erase()
  expect(await eraseThere()).toMatchObject({ completed: 1 })
  expect(portal.contacts()).toEqual([])
  await db.erasure.update({
    where: { id: first },
    data: { nextRetryAt: new Date(0), assessmentIds: [scrubbed!.id] },
  })
  expect(await eraseThere()).toMatchObject({ completed: 1, dead: 0 })
})

test('an erasure that was over before this one was asked for says nothing of what was sent since', async () => {
  await scrubbedLead()
  await erase()
  expect(await eraseThere()).toMatchObject({ completed: 1 })
  await scrubbedLead()
  await crm().eraseContact(portal.contacts()[0]!.id)
  await erase()
  expect(await eraseThere()).toMatchObject({ dead: 1 })
})

test('who was never sent needs nobody to look after the scrub', async () => {
  await createTestAssessment(db, { email: EMAIL, createdAt: new Date('2020-01-01') })
  await scrubPersonalData(db, { retentionDays: 30, seconds: 60, clock: () => 0 })
  await erase()
  expect(await eraseThere()).toMatchObject({ completed: 1 })
})
