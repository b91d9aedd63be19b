import { expect, test } from 'vitest'
import type { Database } from '#app/data/database.server.ts'
import { claimMark, settleMark, withdrawPerson } from '#app/data/privacy/contact-marks.server.ts'
import { encodeSyncError } from '#app/domain/crm/failure.ts'
import { NO_CONTACT, createMockContact, createTestAssessment } from '#tests/factories/assessments.ts'
import { CONTACT_EVIDENCE } from '#tests/factories/consent.ts'
import { createTestEmailMessage, createTestQueueRow } from '#tests/factories/outbox.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase, waitForBlockedStatement } from '#tests/helpers/database.ts'

const EMAIL = 'withdraws@example.com'

const database = await useTestDatabase()

const withdraw = (db: Database = database.db) => db.$queryRaw`SELECT withdraw_consent(${EMAIL}) AS count`

test('withdrawal cancels what waits for HubSpot and the mail provider, held rows included, and empties it', async () => {
  const { db } = database
  const open = await createTestAssessment(db, { email: EMAIL })
  await createTestQueueRow(db, open, { claimToken: 'held', retryCount: 1 })
  await createTestEmailMessage(db, { assessmentId: open.id, recipient: EMAIL, claimToken: 'held' })
  const dead = await createTestAssessment(db, { email: EMAIL.toUpperCase(), hubspotSyncStatus: 'failed' })
  await createTestQueueRow(db, dead, { status: 'dead' })

  expect(await withdraw()).toEqual([{ count: 2 }])

  const cancelled = { status: 'cancelled', payload: {}, claimToken: null }
  expect(await db.hubspotSyncQueue.findMany()).toMatchObject([cancelled, cancelled])
  expect(await db.emailMessage.findMany()).toMatchObject([{ ...cancelled, recipient: null }])
  const kept = {
    hubspotSyncStatus: 'skipped',
    consentTextHash: open.consentTextHash,
    consentWithdrawnAt: expect.any(Date) as Date,
  }
  expect(await db.assessment.findMany()).toMatchObject([kept, kept])
})

test('withdrawal takes the contact out of sessions under way, and nothing from anybody else', async () => {
  const { db } = database
  const consent = { consentAt: new Date(), ...CONTACT_EVIDENCE }
  const mine = await createTestAssessmentSession(db, { ...createMockContact(), email: EMAIL, ...consent })
  const others = await createTestAssessmentSession(db, { email: `not-${EMAIL}`, ...consent })
  const lead = await createTestAssessment(db)
  await createTestQueueRow(db, lead)
  await createTestEmailMessage(db, { recipient: `not-${EMAIL}` })

  await withdraw()

  const session = (sessionId: string) => db.assessmentSession.findUniqueOrThrow({ where: { sessionId } })
  expect(await session(mine.sessionId)).toMatchObject({ ...NO_CONTACT, consentAt: null })
  expect(await session(others.sessionId)).toMatchObject({ email: `not-${EMAIL}` })
  expect(await db.hubspotSyncQueue.findMany()).toMatchObject([{ status: 'pending' }])
  expect(await db.emailMessage.findMany()).toMatchObject([{ status: 'pending' }])
})

test('the link about the data itself is not cancelled by a withdrawal', async () => {
  await createTestEmailMessage(database.db, { kind: 'privacy', recipient: EMAIL })
  await withdraw()
  expect(await database.db.emailMessage.findMany()).toMatchObject([{ status: 'pending', recipient: EMAIL }])
})

test('a withdrawal and a delivery that settles at the same time do not wait for each other', async () => {
  const { db } = database
  const lead = await createTestAssessment(db, { email: EMAIL })
  const message = await createTestEmailMessage(db, { assessmentId: lead.id, recipient: EMAIL })
  let withdrawing: Promise<unknown> = Promise.resolve()
  await db.$transaction(async (settling) => {
    // As delivery does: the assessment first, then the message.
    await settling.$executeRaw`SELECT FROM assessments WHERE id = ${lead.id} FOR NO KEY UPDATE`
    withdrawing = withdraw()
    withdrawing.catch(() => undefined)
    await waitForBlockedStatement(db)
    await settling.$executeRaw`UPDATE email_messages SET "lastError" = 'timeout' WHERE id = ${message.id}`
  })

  await expect(withdrawing).resolves.toEqual([{ count: 1 }])
})

test('details that are being written when consent is withdrawn are not sent after it', async () => {
  const { db } = database
  const lead = await createTestAssessment(db, { email: EMAIL })
  let withdrawing: Promise<unknown> = Promise.resolve()
  await db.$transaction(async (writing) => {
    // As the results page does: the assessment, then its queue row, which is new here.
    await writing.assessment.update({ where: { id: lead.id }, data: { company: 'Newer Works' } })
    await createTestQueueRow(writing, lead)
    withdrawing = withdraw()
    withdrawing.catch(() => undefined)
    await waitForBlockedStatement(db)
  })

  await expect(withdrawing).resolves.toEqual([{ count: 1 }])
  expect(await db.hubspotSyncQueue.findMany()).toMatchObject([{ status: 'cancelled', payload: {} }])
})

test('who was not found after one click, as the address was scrubbed, is looked for again with the address, and once', async () => {
  const { db } = database
  const mark = {
    kind: 'withdrawn',
    confirmed: true,
    recipientHash: 'hash',
    assessmentIds: [],
    contactIds: [],
  }
  const dead = { status: 'dead', lastError: 'address_forgotten' }
  const { id } = await db.contactMark.create({ data: { ...mark, ...dead, source: 'one_click' } })
  const asked = (email: string | null, source: 'one_click' | 'request') =>
    withdrawPerson(db, { email, recipientHashes: ['hash'], sessionIds: null, source, language: 'en' })

  expect(await asked(null, 'one_click')).toEqual({ receipt: id, isNew: false })
  const { receipt, isNew } = await asked(EMAIL, 'request')
  expect(isNew).toBe(true)
  expect(receipt).not.toBe(id)
  await db.contactMark.update({ where: { id: receipt! }, data: { ...dead, email: null } })
  expect((await asked(EMAIL, 'request')).isNew).toBe(true)
  const found = { status: 'dead', lastError: 'nothing_found', email: null }
  await db.contactMark.updateMany({ data: found })
  expect((await asked(EMAIL, 'request')).isNew).toBe(false)
})

test('an address that is shown while a withdrawal without one waits is looked for with it, under the same receipt', async () => {
  const { db } = database
  const { id } = await db.contactMark.create({
    data: { kind: 'withdrawn', confirmed: true, recipientHash: 'hash', source: 'one_click' },
  })
  const claimed = await claimMark(db, 'run')
  const asked = { email: EMAIL, recipientHashes: ['hash'], sessionIds: null, language: 'en' } as const

  expect(await withdrawPerson(db, { ...asked, source: 'request' })).toEqual({ receipt: id, isNew: false })

  // The run that could not find anybody does not end it.
  await settleMark(
    db,
    claimed!,
    { result: 'dead', error: encodeSyncError({ kind: 'address_forgotten' }) },
    {},
  )
  expect(await db.contactMark.findMany()).toMatchObject([{ id, email: EMAIL, status: 'pending' }])
})
