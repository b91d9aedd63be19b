import { expect, test } from 'vitest'
import { sql } from '#app/data/database.server.ts'
import { enqueueResults, enqueueResume } from '#app/data/mail/outbox.server.ts'
import { deriveToken } from '#app/platform/token.server.ts'
import { checkHealth } from '#app/services/check-health.server.ts'
import { deliverEmails } from '#app/services/mail/deliver.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import {
  EMAIL_SECRET,
  NO_RUN_LIMITS,
  createTestResultsEmail,
  createTestResultsEmails,
  deliveryDependencies,
  makeEmailsDue,
  newMessage,
  requestTestPrivacyLink,
  tokenIn,
  useMailbox,
} from '#tests/helpers/email-delivery.ts'

const database = await useTestDatabase({ max: 12 })
const mailbox = await useMailbox()

const deliver = (overrides: Parameters<typeof deliveryDependencies>[2] = {}) =>
  deliverEmails(deliveryDependencies(database.db, mailbox, overrides), NO_RUN_LIMITS)

test('results are sent once, with score, link and unsubscribe, and the lead shows it', async () => {
  const { db } = database
  const { assessment, token } = await createTestResultsEmail(db, { email: 'ada@example.com' })

  expect(await deliver()).toMatchObject({ sent: 1, stopped: null })
  expect(await deliver()).toMatchObject({ sent: 0 })

  const [mail] = mailbox.messages()
  expect(mailbox.messages()).toHaveLength(1)
  expect(mail).toMatchObject({
    to: ['ada@example.com'],
    subject: 'Your AI readiness score: 75 out of 100',
    headers: {
      'List-Unsubscribe': expect.stringMatching(
        /^<https:\/\/scorecard\.example\.com\/privacy\/stop\/[0-9a-f]{96}>$/,
      ) as string,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  })
  expect(mail?.text).toContain(`https://scorecard.example.com/assessment/results/${token}`)
  expect(mail?.text).toContain('Customer-Safe AI')
  const stored = await db.assessment.findUniqueOrThrow({ where: { id: assessment.id } })
  expect(stored).toMatchObject({
    emailDeliveryStatus: 'sent',
    emailDeliveryAttempts: 1,
    emailDeliveryError: null,
  })
  expect(stored.emailDeliveredAt).toBeInstanceOf(Date)
  expect(await db.emailMessage.findFirstOrThrow()).toMatchObject({
    status: 'completed',
    recipient: null,
    payload: {},
    claimToken: null,
    providerMessageId: mail?.id,
  })
})

test('no e-mail holds a word that a visitor typed', async () => {
  await createTestResultsEmail(database.db, {
    firstName: 'Visit evil.example',
    lastName: 'Marker-Lastname',
    company: 'Marker-Company',
  })

  await deliver()

  const [mail] = mailbox.messages()
  expect(`${mail?.html}${mail?.text}${mail?.subject}`).not.toMatch(/evil\.example|Marker/)
})

test('the briefing is offered in the e-mail of a qualified lead only', async () => {
  await createTestResultsEmail(database.db, { email: 'low@example.com', qualifiedForBriefing: true })
  await createTestResultsEmail(database.db, { email: 'high@example.com', qualifiedForBriefing: false })

  await deliver()

  expect(mailbox.messages({ to: 'low@example.com' })[0]?.text).toContain(
    'https://scorecard.example.com/briefing',
  )
  expect(mailbox.messages({ to: 'high@example.com' })[0]?.text).not.toContain('briefing')
})

test('a resume link and a privacy link are sent as well', async () => {
  const { db } = database
  const session = await createTestAssessmentSession(db, { currentStep: 2 })
  const resume = await newMessage('ada@example.com')
  expect(await enqueueResume(db, session.sessionId, resume)).toBe('queued')
  await requestTestPrivacyLink(db, 'grace@example.com')
  await makeEmailsDue(db)

  expect(await deliver()).toMatchObject({ sent: 2 })

  const token = await deriveToken(EMAIL_SECRET, resume.link.id)
  expect(mailbox.messages({ to: 'ada@example.com' })[0]?.text).toContain('You have completed 2 of 4 steps.')
  expect(mailbox.messages({ to: 'ada@example.com' })[0]?.text).toContain(`/assessment/resume/${token}`)
  expect(mailbox.messages({ to: 'grace@example.com' })[0]?.text).toContain('/privacy/confirm/')
})

test('the link of a request about data is not sent once it has expired', async () => {
  const { db } = database
  await requestTestPrivacyLink(db, 'grace@example.com')
  await db.$executeRaw`
    UPDATE privacy_requests SET "createdAt" = now() - interval '2 days', "expiresAt" = now() - interval '1 second'`
  await makeEmailsDue(db)

  expect(await deliver()).toMatchObject({ sent: 0, cancelled: 1 })
  expect(await db.emailMessage.findFirstOrThrow()).toMatchObject({ lastError: 'link_gone', recipient: null })
})

test('asking for results again sends nothing new, and another address cancels what was waiting', async () => {
  const { db } = database
  const { assessment } = await createTestResultsEmail(db, { email: 'typo@example.com' })
  const enqueue = async (address: string) => {
    const email = { ...(await newMessage(address)), briefing: false, mayWrite: true }
    await db.$executeRaw(sql`
      WITH made AS (SELECT id, language FROM assessments WHERE id = ${assessment.id}), ${enqueueResults(sql`made`, email)} SELECT 1`)
  }
  await enqueue('typo@example.com')
  await enqueue('right@example.com')
  await makeEmailsDue(db)

  expect(await deliver()).toMatchObject({ sent: 1 })

  expect(mailbox.messages().map(({ to }) => to)).toEqual([['right@example.com']])
  expect(
    await db.emailMessage.findMany({ orderBy: { status: 'asc' }, select: { status: true, recipient: true } }),
  ).toEqual([
    { status: 'cancelled', recipient: null },
    { status: 'completed', recipient: null },
  ])
})

test('without a provider e-mail is skipped, and the lead says why', async () => {
  const { db } = database
  await createTestResultsEmail(db)

  expect(await deliver({ transport: null })).toMatchObject({ skipped: 1, sent: 0 })

  expect(await db.assessment.findFirstOrThrow()).toMatchObject({
    emailDeliveryStatus: 'skipped',
    emailDeliveryError: 'no_provider',
  })
})

test('a provider that got lost destroys nothing: e-mails wait until it is back', async () => {
  const { db } = database
  await createTestResultsEmail(db)
  expect(await deliver()).toMatchObject({ sent: 1 })
  await createTestResultsEmail(db, { email: 'ada@example.com' })

  expect(await deliver({ transport: null })).toMatchObject({ released: 1, skipped: 0, sent: 0 })
  expect(await db.emailMessage.findFirstOrThrow({ where: { status: 'pending' } })).toMatchObject({
    recipient: 'ada@example.com',
    lastError: 'no_provider',
    retryCount: 0,
  })
  await db.$executeRaw`UPDATE email_messages SET "createdAt" = now() - interval '15 minutes'`
  expect((await checkHealth(db, { retentionDays: 30, hubspot: false })).problems).toContain('email_queue')

  await makeEmailsDue(db)
  expect(await deliver()).toMatchObject({ sent: 1 })
})

test('nothing is sent after consent was withdrawn, or when the session of a resume link is over', async () => {
  const { db } = database
  await createTestResultsEmail(db, { consentWithdrawnAt: new Date() })
  const session = await createTestAssessmentSession(db)
  await enqueueResume(db, session.sessionId, await newMessage('ada@example.com'))
  await db.assessmentSession.update({
    where: { sessionId: session.sessionId },
    data: { expiresAt: new Date(0) },
  })
  await makeEmailsDue(db)

  expect(await deliver()).toMatchObject({ cancelled: 2, sent: 0 })

  expect(mailbox.calls().total).toBe(0)
  expect(await db.assessment.findFirstOrThrow()).toMatchObject({ emailDeliveryStatus: 'skipped' })
})

test('a single message can be sent at once, and no other with it', async () => {
  const { db } = database
  await createTestResultsEmails(db, 3)
  const { id } = await createTestResultsEmail(db, { email: 'now@example.com' })

  const counts = await deliverEmails(deliveryDependencies(db, mailbox), {
    maxMessages: 1,
    maxSeconds: 10,
    id,
  })

  expect(counts).toMatchObject({ sent: 1 })
  expect(mailbox.messages().map(({ to }) => to)).toEqual([['now@example.com']])
})

test('a message erased while it is being sent is not written to again', async () => {
  const { db } = database
  await createTestResultsEmail(db, { email: 'ada@example.com' })
  const { transport, ...rest } = deliveryDependencies(db, mailbox)
  const erased = {
    repeatable: true,
    send: async (mail: Parameters<NonNullable<typeof transport>['send']>[0]) => {
      await db.$executeRaw`SELECT purge_person('ada@example.com', 100)`
      return transport!.send(mail)
    },
  }

  await deliverEmails({ ...rest, transport: erased }, NO_RUN_LIMITS)

  expect(await db.emailMessage.count()).toBe(0)
  expect(await db.assessment.count()).toBe(0)
  expect(await db.accessLink.count()).toBe(0)
})

test('a message of another version is kept and stops nobody else', async () => {
  const { db } = database
  const assessment = await createTestAssessment(db)
  await db.emailMessage.create({
    data: {
      kind: 'results',
      assessmentId: assessment.id,
      recipient: 'old@example.com',
      recipientHash: 'old',
      mailboxHash: 'old',
      payload: { version: 0 },
      nextRetryAt: new Date(0),
    },
  })
  await createTestResultsEmail(db)

  expect(await deliver()).toMatchObject({ sent: 1, cancelled: 0, released: 1 })
})

test('the link in the e-mail is made of a secret that the database does not hold', async () => {
  const { db } = database
  await createTestResultsEmail(db)
  await deliver()

  const token = tokenIn(mailbox.messages()[0]?.text ?? '')
  expect(token).toHaveLength(26)
  const dump = JSON.stringify([await db.accessLink.findMany(), await db.emailMessage.findMany()])
  expect(dump).not.toContain(token)
})
