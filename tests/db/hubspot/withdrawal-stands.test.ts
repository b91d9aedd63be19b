import { expect, test } from 'vitest'
import type { Prisma } from '#app/data/database.server.ts'
import { finishMarkByHand, withdrawPerson } from '#app/data/privacy/contact-marks.server.ts'
import { noteUndeliverable } from '#app/data/mail/undeliverable.server.ts'
import { scrubAssessments } from '#app/data/privacy/retention.server.ts'
import { receiptMessage } from '#app/routes/privacy._index/privacy-view.server.ts'
import { showReceipt } from '#app/services/privacy/show-receipt.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestQueueRow } from '#tests/factories/outbox.ts'
import { createTestAccessLink, createTestContactMark } from '#tests/factories/privacy.ts'
import { createTestResultsEmail } from '#tests/helpers/email-delivery.ts'
import { call } from '#tests/helpers/hubspot-stand-in.ts'
import { createTestLead, useHubspotSync } from '#tests/helpers/hubspot-sync.ts'
import { EMAIL, RECIPIENT_HASH, withdraw } from '#tests/helpers/withdrawal.ts'

const { db, portal, drain, mark } = await useHubspotSync()

/** The deals of who withdraws are closed. */
const CLOSING = { withdrawnStage: 'closedlost' }

/** Somebody whom HubSpot has with a deal. */
async function createSynced() {
  const lead = await createTestLead(db, { email: EMAIL, qualifiedForBriefing: true })
  await drain()
  return lead
}

/** Through a link that was sent to an address which nobody knows any more. */
const withdrawByLink = () =>
  withdrawPerson(db, {
    email: null,
    recipientHashes: [RECIPIENT_HASH],
    sessionIds: null,
    source: 'one_click',
    language: 'en',
  })

const later = new Date('2999-01-01T00:00:00Z')
const AGREED_LATER = { consentWithdrawnAt: null, consentAt: later }
const agreeAgain = (id: string, data: Prisma.AssessmentUpdateInput) =>
  db.assessment.update({ where: { id }, data: { ...AGREED_LATER, ...data } })

async function scrub() {
  await db.assessment.updateMany({ data: { createdAt: new Date('2026-01-01T00:00:00Z') } })
  await scrubAssessments(db, { cutoff: '2026-02-01', after: null, limit: 10 })
}

const wordsOf = async (receipt: string | null) =>
  receiptMessage((await showReceipt(db, receipt!))!, 'en').texts.join(' ')

test('who asks for the results alone after a withdrawal has agreed to no contact: HubSpot is told', async () => {
  const lead = await createSynced()
  await withdraw(db)
  await agreeAgain(lead.id, { consentPurposes: ['results'] })
  expect(await mark(CLOSING)).toMatchObject({ completed: 1 })
  expect(portal.deals()[0]?.properties.dealstage).toBe('closedlost')
})

test('nobody undoes a withdrawal by typing the address into an assessment of their own', async () => {
  await createSynced()
  await withdraw(db)
  await createTestAssessment(db, { email: EMAIL, consentAt: later, addressConfirmedAt: null })
  expect(await mark(CLOSING)).toMatchObject({ completed: 1 })
  expect(portal.unsubscribed()).toEqual([EMAIL])
})

test('what a browser has withdrawn is overtaken by what it agrees to again, and by nobody else', async () => {
  const lead = await createSynced()
  await withdraw(db, [lead.sessionId])
  const other = await createTestAssessment(db, { email: EMAIL, consentAt: later })
  expect(await mark(CLOSING)).toMatchObject({ completed: 1 })

  await db.assessment.delete({ where: { id: other.id } })
  await agreeAgain(lead.id, { addressConfirmedAt: null, consentAt: new Date() })
  await withdraw(db, [lead.sessionId])
  await agreeAgain(lead.id, { addressConfirmedAt: null })
  expect(await mark(CLOSING)).toMatchObject({ cancelled: 1 })
})

test('without a token a withdrawal waits, although the ids of what was sent are scrubbed', async () => {
  await createSynced()
  await scrub()
  await withdraw(db)
  expect(await mark({ ...CLOSING, crm: null })).toBeNull()
})

test('a deal that is all that is found after the scrub is closed, and a person looks for the contact', async () => {
  const lead = await createSynced()
  await createTestAccessLink(db, { assessmentId: lead.id, recipientHash: RECIPIENT_HASH })
  await scrub()
  const { receipt } = await withdrawByLink()
  expect(await mark(CLOSING)).toMatchObject({ dead: 1 })
  expect(portal.deals()[0]?.properties.dealstage).toBe('closedlost')
  expect(await wordsOf(receipt)).toContain('Somebody has to look for it')
})

test('a contact that has another address in HubSpot since the scrub is looked for, and is not called unknown', async () => {
  const lead = await createSynced()
  await createTestAccessLink(db, { assessmentId: lead.id, recipientHash: RECIPIENT_HASH })
  await scrub()
  await call(portal, 'PATCH', `/crm/objects/2026-09/contacts/${portal.contacts()[0]!.id}`, {
    properties: { email: 'robin@elsewhere.example' },
  })
  await withdraw(db)
  expect(await mark(CLOSING)).toMatchObject({ dead: 1 })
  expect(await db.contactMark.findFirstOrThrow()).toMatchObject({ lastError: 'nothing_found' })
})

test('who asked for results alone needs nobody to look in HubSpot when they withdraw after the scrub', async () => {
  const { id } = await createTestAssessment(db, { consentPurposes: ['results'] })
  await createTestAccessLink(db, { assessmentId: id, recipientHash: RECIPIENT_HASH })
  await scrub()
  expect(await withdrawByLink()).toEqual({ receipt: null, isNew: false })
  expect(await db.assessment.findUnique({ where: { id } })).toMatchObject({
    consentWithdrawnAt: expect.any(Date) as Date,
  })
})

test('a bounce tells HubSpot nothing of a lead that waits for its confirmation', async () => {
  const { assessment, id: messageId } = await createTestResultsEmail(db, {})
  await createTestQueueRow(db, assessment, { awaitsConfirmation: true })
  expect(await noteUndeliverable(db, { messageId, providerMessageId: 'none' }, 'bounced')).toBeNull()
})

test('the receipt of what was finished by hand says so', async () => {
  const { id } = await createTestContactMark(db, {
    status: 'dead',
    lastError: 'nothing_found',
    email: null,
  })
  expect(await finishMarkByHand(db, id, new Date())).toBe(true)
  const words = await wordsOf(id)
  expect(words).toContain('done by hand')
  expect(words).not.toContain('nothing was found')
})
