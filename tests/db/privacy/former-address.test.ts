import { expect, test } from 'vitest'
import { erasePersonRows } from '#app/data/privacy/person.server.ts'
import { CONSENT } from '#app/domain/lead/consent.ts'
import { addContactDetails } from '#app/services/assessment/add-contact-details.server.ts'
import { hashAddress } from '#app/platform/address-hash.server.ts'
import { openResults } from '#app/services/assessment/open-results.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestEmailMessage, createTestQueueRow } from '#tests/factories/outbox.ts'
import { createTestContactMark, createTestPrivacyRequest } from '#tests/factories/privacy.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase, waitForBlockedStatement } from '#tests/helpers/database.ts'
import { dumpDatabase } from '#tests/helpers/dump.ts'

const FORMER = 'former-canary@example.com'
const PRESENT = 'present@example.com'
const SECRET = 'hash-key'

const database = await useTestDatabase()

async function giveAddress(id: string, sessionId: string, email: string) {
  const results = await openResults(database.db, id, { sessionIds: [sessionId] })
  const given = { details: { email }, consent: CONSENT, now: new Date() }
  const origin = { secrets: ['link-key'], hashSecret: SECRET, networkHash: null }
  expect(await addContactDetails(database.db, results!, given, origin)).toMatchObject({ kind: 'saved' })
}

/** Somebody whose address was replaced by another after a first row with it had come to its end. */
async function correctedAddress(status: 'completed' | 'dead' | 'cancelled') {
  const { db } = database
  const lead = await createTestAssessment(db, { email: null, consentAt: null, consentTextVersion: null })
  await giveAddress(lead.id, lead.sessionId, FORMER)
  await db.hubspotSyncQueue.updateMany({ data: { status, completedAt: new Date() } })
  await db.emailMessage.updateMany({
    data: { status: 'completed', completedAt: new Date(), recipient: null, payload: {} },
  })
  await giveAddress(lead.id, lead.sessionId, PRESENT)
  return lead
}

/** Something was posted through the link that was sent to the present address. */
const confirmPresentAddress = (assessmentId: string) =>
  database.db.accessLink.updateMany({ where: { assessmentId }, data: { usedAt: new Date() } })

async function erase(email: string) {
  const { erased, recipient } = await hashAddress([SECRET], email)
  const person = { email, addressHash: erased[0]!, recipientHashes: recipient, before: null }
  return erasePersonRows(database.db, { ...person, source: 'operator' })
}

test.each(['completed', 'dead', 'cancelled'] as const)(
  'an address that was replaced by another is in no %s row of the queue any more',
  async (status) => {
    await correctedAddress(status)

    expect((await dumpDatabase(database.url)).includes(FORMER)).toBe(false)
    expect(await database.db.hubspotSyncQueue.findMany({ orderBy: { status: 'asc' } })).toMatchObject([
      { status: status === 'completed' ? 'completed' : 'cancelled', payload: {} },
      { status: 'pending', payload: { email: PRESENT } },
    ])
  },
)

test('newer details leave the rows of other leads alone', async () => {
  const other = await createTestAssessment(database.db)
  const row = await createTestQueueRow(database.db, other, { status: 'dead' })
  await correctedAddress('dead')
  expect(await database.db.hubspotSyncQueue.findUniqueOrThrow({ where: { id: row.id } })).toMatchObject({
    status: 'dead',
    payload: { email: other.email },
  })
})

test('who is erased under a former address loses the assessment as well, with all that its present address was sent', async () => {
  const other = await createTestAssessment(database.db)
  await correctedAddress('completed')
  const hashOf = async (email: string) => (await hashAddress([SECRET], email)).recipient[0]!

  await erase(FORMER)

  const where = { recipientHash: await hashOf(FORMER) }
  expect(await database.db.accessLink.count({ where })).toBe(0)
  expect(await database.db.emailMessage.count({ where })).toBe(0)
  expect(await database.db.assessment.findMany()).toMatchObject([{ id: other.id }])
  expect(await database.db.accessLink.count({ where: { recipientHash: await hashOf(PRESENT) } })).toBe(0)
  expect((await dumpDatabase(database.url)).includes(PRESENT)).toBe(false)
})

test('who is erased under a former address has contact and deal of the present one erased in HubSpot, once that is confirmed', async () => {
  const lead = await correctedAddress('completed')
  const ids = { hubspotContactId: '41', hubspotDealId: '7' }
  await database.db.assessment.update({ where: { id: lead.id }, data: ids })
  await confirmPresentAddress(lead.id)

  await erase(FORMER)

  expect(await database.db.erasure.findMany()).toMatchObject([
    { email: FORMER, assessmentIds: [lead.id], contactIds: ['41'], dealIds: ['7'] },
  ])
})

test('who typed the address of a customer erases no contact of theirs under a former address', async () => {
  const lead = await correctedAddress('completed')
  const ids = { hubspotContactId: '41', hubspotDealId: '7' }
  await database.db.assessment.update({ where: { id: lead.id }, data: ids })

  await erase(FORMER)

  expect(await database.db.erasure.findMany()).toMatchObject([{ contactIds: [], dealIds: ['7'] }])
})

test('who is erased under a former address takes nothing from others whose contact the present address is', async () => {
  const { db } = database
  const lead = await correctedAddress('completed')
  await confirmPresentAddress(lead.id)
  await db.assessment.update({ where: { id: lead.id }, data: { hubspotContactId: '41', hubspotDealId: '7' } })
  await createTestAssessment(db, { email: PRESENT, hubspotContactId: '41', hubspotDealId: '8' })

  await erase(FORMER)

  expect(await db.erasure.findMany()).toMatchObject([
    { assessmentIds: [lead.id], contactIds: [], dealIds: ['7'] },
  ])
})

test('who is erased under the present address takes nothing from whoever has the former one now', async () => {
  const { db } = database
  await correctedAddress('completed')
  const theirs = await createTestAssessment(db, { email: FORMER })

  await erase(PRESENT)

  expect(await db.assessment.findMany()).toMatchObject([{ id: theirs.id, email: FORMER }])
})

test('who withdraws under a former address has withdrawn for the assessment', async () => {
  const { db } = database
  await correctedAddress('completed')
  const { recipient } = await hashAddress([SECRET], FORMER)

  await db.$queryRaw`SELECT withdraw_consent(${FORMER}, ${recipient}::text[])`

  expect(await db.assessment.findMany()).toMatchObject([
    { email: PRESENT, consentWithdrawnAt: expect.any(Date) as Date, hubspotSyncStatus: 'skipped' },
  ])
  expect(await db.hubspotSyncQueue.count({ where: { status: 'pending' } })).toBe(0)
  expect(await db.emailMessage.count({ where: { status: 'pending' } })).toBe(0)
})

test('an assessment that was scrubbed is found by no former address any more, and stays for the statistics', async () => {
  const { db } = database
  await correctedAddress('completed')
  await db.assessment.updateMany({ data: { createdAt: new Date('2026-01-01') } })
  await db.$executeRaw`SELECT scrub_expired_pii(interval '30 days', 1000)`

  await erase(FORMER)

  expect(await db.assessment.count()).toBe(1)
})

test('an address that takes the place of another ends the links to that, and leaves its own', async () => {
  await correctedAddress('completed')
  const [recipientHash] = (await hashAddress([SECRET], PRESENT)).recipient
  expect(await database.db.accessLink.findMany()).toMatchObject([{ recipientHash }])
})

test('a contact in HubSpot stays with the address that it was made for', async () => {
  const { db } = database
  const lead = await createTestAssessment(db, { email: FORMER, hubspotContactId: '41', hubspotDealId: '7' })
  await giveAddress(lead.id, lead.sessionId, FORMER)
  expect(await db.assessment.findFirst()).toMatchObject({ hubspotContactId: '41' })

  await giveAddress(lead.id, lead.sessionId, PRESENT)

  expect(await db.assessment.findFirst()).toMatchObject({ hubspotContactId: null, hubspotDealId: '7' })
})

test('an address that was replaced while the questions were answered finds the assessment as well', async () => {
  const { db } = database
  const { sessionId } = await createTestAssessment(db, { email: PRESENT })
  const other = await createTestAssessment(db)
  const { recipient } = await hashAddress([SECRET], FORMER)
  await createTestEmailMessage(db, {
    kind: 'resume',
    sessionId,
    recipientHash: recipient[0]!,
    recipient: null,
    status: 'cancelled',
    payload: {},
  })
  await erase(FORMER)
  expect(await db.assessment.findMany({ select: { id: true } })).toEqual([{ id: other.id }])
})

test('who is given an address while it is being erased stays whole: nothing goes of which the CRM is not told', async () => {
  const { db } = database
  const erased = await createTestAssessment(db, { email: FORMER })
  await createTestQueueRow(db, erased)
  const other = await createTestAssessment(db, { email: PRESENT, hubspotContactId: '77' })
  let erasing: Promise<unknown> = Promise.resolve()
  await db.$transaction(async (sending) => {
    await sending.$executeRaw`SELECT FROM hubspot_sync_queue WHERE "assessmentId" = ${erased.id} FOR UPDATE`
    erasing = erase(FORMER)
    erasing.catch(() => undefined)
    await waitForBlockedStatement(db)
    // By now the erasure knows whose assessments it is about.
    await giveAddress(other.id, other.sessionId, FORMER)
    await createTestAssessmentSession(db, { sessionId: 'late', email: FORMER })
    await createTestPrivacyRequest(db, { email: FORMER })
    await createTestContactMark(db, { email: FORMER })
  })
  await erasing

  expect(await db.assessment.findMany()).toMatchObject([{ id: other.id, email: FORMER }])
  expect(await db.erasure.findFirstOrThrow()).toMatchObject({ assessmentIds: [erased.id] })
  expect(await db.emailMessage.findMany()).toMatchObject([{ assessmentId: other.id, recipient: FORMER }])
  expect(await db.accessLink.findMany()).toMatchObject([{ assessmentId: other.id }])
  expect(await db.assessmentSession.findMany()).toMatchObject([{ sessionId: 'late' }])
  expect(await db.privacyRequest.findMany()).toMatchObject([{ email: FORMER, erasureId: null }])
  expect(await db.contactMark.findMany()).toMatchObject([{ email: FORMER }])
})
