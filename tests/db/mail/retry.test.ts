import { expect, test } from 'vitest'
import { enqueueResume } from '#app/data/mail/outbox.server.ts'
import { countDeadEmails, dismissEmails, retryDeadEmails } from '#app/data/mail/dead-messages.server.ts'
import type { DeadSelection } from '#app/data/dead-selection.server.ts'
import { REPEATABLE_SECONDS } from '#app/domain/mail/retry-schedule.ts'
import { deliverEmails } from '#app/services/mail/deliver.server.ts'
import { reportMail } from '#app/services/mail/report-mail.server.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import {
  NO_RUN_LIMITS,
  createTestResultsEmail,
  deliveryDependencies,
  newMessage,
  passEmailHours,
  requestTestPrivacyLink,
  useMailbox,
} from '#tests/helpers/email-delivery.ts'
import { runOperatorScript } from '#tests/helpers/operator-script.ts'

const database = await useTestDatabase()
const mailbox = await useMailbox()

const deliver = () => deliverEmails(deliveryDependencies(database.db, mailbox), NO_RUN_LIMITS)
const retry = (selection: DeadSelection) => retryDeadEmails(database.db, selection, REPEATABLE_SECONDS)

/** Ends open e-mails with this cause, as if they had been tried for days. */
async function bury(lastError: string): Promise<void> {
  await database.db.$executeRaw`
    UPDATE email_messages SET status = 'dead', "lastError" = ${lastError}, "retryCount" = 100, "admittedAt" = now()
    WHERE status = 'pending'`
  await database.db.$executeRaw`
    UPDATE assessments SET "emailDeliveryStatus" = 'failed', "emailDeliveryError" = ${lastError}
    WHERE "emailDeliveryStatus" = 'pending'`
}

test('every kind of dead e-mail is sent once it is due again, erasure links too', async () => {
  const { db } = database
  const { assessment } = await createTestResultsEmail(db, { email: 'results@example.com' })
  const { sessionId } = await createTestAssessmentSession(db)
  await enqueueResume(db, sessionId, await newMessage('resume@example.com'))
  await requestTestPrivacyLink(db, 'erase@example.com')
  await bury('unexpected_answer')
  expect(await reportMail(db)).toMatchObject({ needsSomebody: true, queue: { dead: 3 } })
  expect(await countDeadEmails(db)).toBe(3)

  expect(await retry('all')).toEqual({ retried: 3, superseded: 0, unclear: 0 })

  const { emailDeliveryStatus } = await db.assessment.findUniqueOrThrow({ where: { id: assessment.id } })
  expect(emailDeliveryStatus).toBe('pending')
  expect(await deliver()).toMatchObject({ sent: 3 })
  expect(
    mailbox
      .messages()
      .map(({ to }) => to[0])
      .sort(),
  ).toEqual(['erase@example.com', 'results@example.com', 'resume@example.com'])
  expect(mailbox.messages().every(({ idempotencyKey }) => idempotencyKey?.endsWith('.2'))).toBe(true)
  expect(await retry('all')).toEqual({ retried: 0, superseded: 0, unclear: 0 })
})

test('dead e-mails are chosen by cause, by id and by assessment', async () => {
  const { db } = database
  const first = await createTestResultsEmail(db)
  await bury('key_refused')
  const second = await createTestResultsEmail(db)
  const third = await createTestResultsEmail(db)
  await bury('unexpected_answer')

  expect(await retry({ causes: ['key_refused'] })).toMatchObject({ retried: 1 })
  expect(await retry({ ids: [second.id, third.assessment.id, 'unknown'] })).toMatchObject({ retried: 2 })
  expect(await db.emailMessage.findUniqueOrThrow({ where: { id: first.id } })).toMatchObject({
    status: 'pending',
    retryCount: 0,
  })
})

test('an e-mail that may have been taken is repeated under its key, and later only when it is named', async () => {
  const { db } = database
  const { id } = await createTestResultsEmail(db)
  mailbox.setFaults({ mode: 'accept_then_drop', times: 1 })
  await deliver()
  await bury('no_connection')
  expect(await retry('all')).toEqual({ retried: 1, superseded: 0, unclear: 0 })
  expect(await deliver()).toMatchObject({ sent: 1 })
  expect(mailbox.messages()).toHaveLength(1)

  const other = await createTestResultsEmail(db)
  mailbox.setFaults({ mode: 'accept_then_drop', times: 1 })
  await deliver()
  await passEmailHours(db, 24)
  expect(await deliver()).toMatchObject({ dead: 1 })
  expect(await db.emailMessage.findUniqueOrThrow({ where: { id: other.id } })).toMatchObject({
    lastError: 'outcome_unknown',
    recipient: other.assessment.email,
  })
  expect(await retry('all')).toEqual({ retried: 0, superseded: 0, unclear: 1 })
  expect(await retry({ causes: ['outcome_unknown'] })).toEqual({ retried: 1, superseded: 0, unclear: 0 })
  expect(await deliver()).toMatchObject({ sent: 1 })
  expect(mailbox.messages().map(({ idempotencyKey }) => idempotencyKey)).toEqual([
    `${other.id}.2`,
    other.id,
    id,
  ])
})

test('of the same link asked for twice one is sent', async () => {
  const { db } = database
  const { sessionId } = await createTestAssessmentSession(db)
  await enqueueResume(db, sessionId, await newMessage('ada@example.com'))
  await bury('unexpected_answer')
  await enqueueResume(db, sessionId, await newMessage('ada@example.com'))
  await bury('unexpected_answer')
  expect(await retry('all')).toEqual({ retried: 1, superseded: 1, unclear: 0 })

  await bury('unexpected_answer')
  await enqueueResume(db, sessionId, await newMessage('ada@example.com'))
  expect(await retry('all')).toEqual({ retried: 0, superseded: 1, unclear: 0 })
  expect(await db.emailMessage.count({ where: { recipient: { not: null } } })).toBe(1)
})

test('withdrawal, erasure, another address and the end of a session reach dead e-mails', async () => {
  const { db } = database
  const left = () => db.emailMessage.count({ where: { recipient: { not: null } } })
  await createTestResultsEmail(db, { email: 'withdrawn@example.com' })
  await bury('unexpected_answer')
  await db.$executeRaw`SELECT withdraw_consent('withdrawn@example.com')`
  expect(await left()).toBe(0)

  await createTestResultsEmail(db, { email: 'erased@example.com' })
  await bury('unexpected_answer')
  await db.$executeRaw`SELECT purge_person('erased@example.com', 100)`
  expect(await left()).toBe(0)

  const { sessionId } = await createTestAssessmentSession(db, { email: 'typo@example.com' })
  await enqueueResume(db, sessionId, await newMessage('typo@example.com'))
  await bury('unexpected_answer')
  await db.assessmentSession.update({ where: { sessionId }, data: { email: 'right@example.com' } })
  await enqueueResume(db, sessionId, await newMessage('right@example.com'))
  expect(await db.emailMessage.count({ where: { recipient: 'typo@example.com' } })).toBe(0)
  await bury('unexpected_answer')
  await db.assessmentSession.updateMany({ data: { expiresAt: new Date(0) } })
  await db.$executeRaw`SELECT delete_expired_sessions(100)`
  expect(await left()).toBe(0)
  expect(await retry('all')).toEqual({ retried: 0, superseded: 0, unclear: 0 })
})

test('mail:retry and mail:status take an operator from dead e-mails back to green', async () => {
  const { db } = database
  await createTestResultsEmail(db, { email: 'ada@example.com' })
  await db.$executeRaw`UPDATE email_messages SET "createdAt" = now() - interval '3 days', "lastAttemptAt" = now()`
  await bury('unexpected_answer')
  const run = (script: string, ...args: string[]) => runOperatorScript(database.url, script, args)

  const before = await run('mail/status')
  expect(before.code).toBe(1)
  expect(before.printed).toContain('npm run mail:retry')
  expect(before.printed).toMatch(/the oldest asked for 2592\d\d s ago/)
  expect((await run('mail/retry')).code).toBe(2)
  expect((await run('mail/retry', '--all-dead', '--cause', 'timeout')).code).toBe(2)
  expect(await run('mail/retry', '--cause', 'timeout')).toMatchObject({ code: 1 })
  const retried = await run('mail/retry', '--cause', 'unexpected_answer')
  expect(retried).toMatchObject({ code: 0, printed: expect.stringContaining('1 due again') as string })
  expect(await deliver()).toMatchObject({ sent: 1 })

  const after = await run('mail/status')
  expect(after.code).toBe(0)
  expect(before.printed + retried.printed + after.printed).not.toContain('ada@example.com')
})

test('a dead e-mail that is dismissed loses its address, and nobody hears of it again', async () => {
  const { db } = database
  const { id } = await createTestResultsEmail(db)
  await bury('address_refused')
  expect(await dismissEmails(db, { causes: ['outcome_unknown'] })).toBe(0)
  expect(await dismissEmails(db, { causes: ['address_refused'] })).toBe(1)
  expect(await db.emailMessage.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'cancelled',
    recipient: null,
    payload: {},
  })
  expect(await reportMail(db)).toMatchObject({ needsSomebody: false })
  expect(await retry('all')).toEqual({ retried: 0, superseded: 0, unclear: 0 })
})

test('the results page does not go on promising an e-mail that was given up', async () => {
  const { db } = database
  const { id } = await createTestResultsEmail(db)
  const dead = await createTestResultsEmail(db)
  await db.emailMessage.update({
    where: { id: dead.id },
    data: { status: 'dead', lastError: 'server_error' },
  })

  expect(await dismissEmails(db, { ids: [id, dead.assessment.id] })).toBe(2)

  const states = await db.assessment.findMany({ select: { emailDeliveryStatus: true } })
  expect(states).toEqual([{ emailDeliveryStatus: 'skipped' }, { emailDeliveryStatus: 'skipped' }])
})

test('an e-mail that a newer release wrote waits, is reported, and is sent by a release that can read it', async () => {
  const { db } = database
  const { id, assessment } = await createTestResultsEmail(db)
  await createTestResultsEmail(db)
  const setVersion = (version: number) => db.$executeRaw`
    UPDATE email_messages SET payload = payload || jsonb_build_object('version', ${version}::int), "nextRetryAt" = now()
    WHERE id = ${id}`
  await setVersion(2)

  expect(await deliver()).toMatchObject({ sent: 1, cancelled: 0, dead: 0 })
  expect(await db.emailMessage.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'pending',
    recipient: assessment.email,
    lastError: 'unreadable_message',
    retryCount: 0,
  })
  expect(await reportMail(db)).toMatchObject({
    needsSomebody: true,
    failures: [
      {
        error: 'unreadable_message',
        explanation: expect.stringContaining('Deploy that release again') as string,
      },
    ],
  })

  await setVersion(1)
  expect(await deliver()).toMatchObject({ sent: 1 })
})

test('an e-mail that cannot be read leaves it to the next one to try a paused provider', async () => {
  const { db } = database
  const { id } = await createTestResultsEmail(db)
  await db.$executeRaw`UPDATE email_messages SET payload = payload || '{"version": 2}' WHERE id = ${id}`
  await createTestResultsEmail(db)
  await db.pause.create({
    data: { operation: 'mail', reason: 'server_error', evidence: 'server_error (500)' },
  })

  expect(await deliver()).toMatchObject({ sent: 1, released: 1 })
})
