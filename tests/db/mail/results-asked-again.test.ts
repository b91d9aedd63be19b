import { expect, test } from 'vitest'
import type { Sql } from '#app/data/database.server.ts'
import { admitEmails } from '#app/data/mail/admission.server.ts'
import { claimEmails } from '#app/data/mail/messages.server.ts'
import { noteNotSent } from '#app/data/mail/undeliverable.server.ts'
import { CONSENT } from '#app/domain/lead/consent.ts'
import { addContactDetails } from '#app/services/assessment/add-contact-details.server.ts'
import { deliverEmails } from '#app/services/mail/deliver.server.ts'
import { openResults } from '#app/services/assessment/open-results.server.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import {
  EMAIL_SECRET,
  NO_RUN_LIMITS,
  NO_EMAIL_LIMITS,
  createTestResultsEmail,
  deliveryDependencies,
  makeEmailsDue,
  useMailbox,
} from '#tests/helpers/email-delivery.ts'

const database = await useTestDatabase()
const mailbox = await useMailbox()

async function deliver() {
  await makeEmailsDue(database.db)
  return deliverEmails(deliveryDependencies(database.db, mailbox), NO_RUN_LIMITS)
}

/** The address with consent, given on the results page. @returns the message's id */
async function give(id: string, sessionId: string, email: string): Promise<string> {
  const assessment = await openResults(database.db, id, { sessionIds: [sessionId] })
  const given = { details: { email }, consent: CONSENT, now: new Date() }
  const origin = { secrets: [EMAIL_SECRET], hashSecret: EMAIL_SECRET, networkHash: null }
  const outcome = await addContactDetails(database.db, assessment!, given, origin)
  if (outcome.kind !== 'saved') throw new Error(`Saving ended with ${outcome.kind}`)
  return outcome.emailId!
}

const statusOf = async (id: string) =>
  (await database.db.assessment.findUniqueOrThrow({ where: { id } })).emailDeliveryStatus

test('who withdraws consent before the results are sent, and gives it again, gets them', async () => {
  const { db } = database
  const { assessment } = await createTestResultsEmail(db, { email: 'ada@example.com' })
  await db.$executeRaw`SELECT withdraw_consent('ada@example.com')`
  expect(await deliver()).toMatchObject({ sent: 0 })

  const messageId = await give(assessment.id, assessment.sessionId, 'ada@example.com')

  expect(await statusOf(assessment.id)).toBe('pending')
  expect(await db.emailMessage.findUniqueOrThrow({ where: { id: messageId } })).toMatchObject({
    status: 'pending',
  })
  expect(await deliver()).toMatchObject({ sent: 1 })
  expect(mailbox.messages().map(({ to }) => to)).toEqual([['ada@example.com']])
  expect(await statusOf(assessment.id)).toBe('sent')
})

test('who is told that the results were not sent after all, and gives the address again, gets them', async () => {
  const { db } = database
  const { assessment } = await createTestResultsEmail(db, { email: 'ada@example.com' })
  await deliver()
  const { id, providerMessageId } = await db.emailMessage.findFirstOrThrow()
  await noteNotSent(db, { messageId: id, providerMessageId: providerMessageId! })
  expect(await statusOf(assessment.id)).toBe('skipped')

  await give(assessment.id, assessment.sessionId, 'ada@example.com')

  expect(await statusOf(assessment.id)).toBe('pending')
  expect(await deliver()).toMatchObject({ sent: 1 })
  expect(await statusOf(assessment.id)).toBe('sent')
})

test('changing an address to and fro while e-mails are on their way gets nobody more of them', async () => {
  const { db } = database
  const { assessment, id } = await createTestResultsEmail(db, { email: 'victim@example.com' })
  await claimEmails(db, { limit: 1, token: 'a-run-that-sends' })
  await admitEmails(db, [id], NO_EMAIL_LIMITS)
  await give(assessment.id, assessment.sessionId, 'other@example.com')
  await give(assessment.id, assessment.sessionId, 'victim@example.com')

  expect(await deliver()).toMatchObject({ sent: 0 })
  expect(await statusOf(assessment.id)).toBe('skipped')
})

test('a message that is cancelled between its claim and its count is not sent', async () => {
  const { db } = database
  await createTestResultsEmail(db, { email: 'ada@example.com' })
  const overtaken = new Proxy(db, {
    get: (target, name) =>
      name === '$queryRaw'
        ? async (query: Sql) => {
            if (query.sql.includes('admit_emails'))
              await db.$executeRaw`SELECT withdraw_consent('ada@example.com')`
            return target.$queryRaw(query)
          }
        : (Reflect.get(target, name) as unknown),
  })

  const counts = await deliverEmails({ ...deliveryDependencies(db, mailbox), db: overtaken }, NO_RUN_LIMITS)

  expect(counts).toMatchObject({ sent: 0 })
  expect(mailbox.messages()).toEqual([])
})

test('who corrects an address and takes the correction back gets the results once at the first, and it shows', async () => {
  const { db } = database
  const { assessment } = await createTestResultsEmail(db, { email: 'ada@example.com' })
  await give(assessment.id, assessment.sessionId, 'typo@example.com')
  await give(assessment.id, assessment.sessionId, 'ada@example.com')
  expect(await deliver()).toMatchObject({ sent: 1 })
  expect(await statusOf(assessment.id)).toBe('sent')

  await give(assessment.id, assessment.sessionId, 'typo@example.com')
  expect(await statusOf(assessment.id)).toBe('pending')
  await give(assessment.id, assessment.sessionId, 'ada@example.com')

  expect(await statusOf(assessment.id)).toBe('sent')
  expect(await deliver()).toMatchObject({ sent: 0 })
  expect(mailbox.messages().map(({ to }) => to)).toEqual([['ada@example.com']])
})

test('who got nothing because their address had results before gets them on asking again, once they used a link', async () => {
  const { db } = database
  const email = 'ada@example.com'
  const { assessment: first } = await createTestResultsEmail(db, { email })
  const { assessment: second } = await createTestResultsEmail(db, { email })
  expect(await deliver()).toMatchObject({ sent: 1, skipped: 1 })

  // Before, asking again changes nothing.
  await give(second.id, second.sessionId, email)
  expect(await statusOf(second.id)).toBe('pending')
  expect(await deliver()).toMatchObject({ sent: 0, skipped: 1 })
  expect(await statusOf(second.id)).toBe('skipped')

  await db.accessLink.updateMany({ where: { assessmentId: first.id }, data: { usedAt: new Date() } })
  await give(second.id, second.sessionId, email)
  expect(await deliver()).toMatchObject({ sent: 1 })
  expect(await statusOf(second.id)).toBe('sent')
  expect(mailbox.messages()).toHaveLength(2)
})
