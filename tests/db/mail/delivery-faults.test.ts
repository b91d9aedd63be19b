import { expect, test } from 'vitest'
import { createCloudflareTransport } from '#app/clients/mail/cloudflare.server.ts'
import { MailUnavailableError } from '#app/clients/mail/mail.server.ts'
import { createResendTransport } from '#app/clients/mail/resend.server.ts'
import { admitEmails } from '#app/data/mail/admission.server.ts'
import { claimEmails } from '#app/data/mail/messages.server.ts'
import { deliverEmails } from '#app/services/mail/deliver.server.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import {
  NO_RUN_LIMITS,
  NO_EMAIL_LIMITS,
  createTestResultsEmail,
  createTestResultsEmails,
  deliveryDependencies,
  makeEmailsDue,
  passEmailHours,
  passEmailWaits,
  useMailbox,
} from '#tests/helpers/email-delivery.ts'

const database = await useTestDatabase({ max: 12 })
const mailbox = await useMailbox()

const deliver = (overrides: Parameters<typeof deliveryDependencies>[2] = {}) =>
  deliverEmails(deliveryDependencies(database.db, mailbox, overrides), NO_RUN_LIMITS)

test('the provider takes the e-mail and the connection drops: one e-mail, not two', async () => {
  const { db } = database
  await createTestResultsEmail(db)
  mailbox.setFaults({ mode: 'accept_then_drop', times: 1 })

  expect(await deliver()).toMatchObject({ released: 1, sent: 0 })
  expect(await db.assessment.findFirstOrThrow()).toMatchObject({
    emailDeliveryStatus: 'pending',
    emailDeliveryError: 'no_connection',
  })
  await makeEmailsDue(db)
  expect(await deliver()).toMatchObject({ sent: 1 })

  expect(mailbox.messages()).toHaveLength(1)
  expect(await db.emailMessage.findFirstOrThrow()).toMatchObject({
    status: 'completed',
    providerMessageId: mailbox.messages()[0]?.id,
  })
})

test('the process dies between send and record: one e-mail, recorded by the next run', async () => {
  const { db } = database
  await createTestResultsEmail(db)
  const { transport, ...rest } = deliveryDependencies(db, mailbox)
  const dying = {
    repeatable: true,
    send: async (mail: Parameters<NonNullable<typeof transport>['send']>[0]) => {
      await transport?.send(mail)
      throw new Error('the process is gone')
    },
  }
  await expect(deliverEmails({ ...rest, transport: dying }, NO_RUN_LIMITS)).rejects.toThrow(
    'the process is gone',
  )
  expect(await db.emailMessage.findFirstOrThrow()).toMatchObject({ status: 'pending', retryCount: 1 })
  expect(await deliver()).toMatchObject({ sent: 0 }) // its lease is not over

  await makeEmailsDue(db)
  expect(await deliver()).toMatchObject({ sent: 1 })

  expect(mailbox.messages()).toHaveLength(1)
})

test('a run that slept through its lease settles nothing', async () => {
  const { db } = database
  await createTestResultsEmail(db)
  const sleeping = createResendTransport({ apiKey: 're_test', baseUrl: mailbox.url })
  const slow = {
    repeatable: true,
    send: async (mail: Parameters<typeof sleeping.send>[0]) => {
      const sent = await sleeping.send(mail)
      await makeEmailsDue(db)
      await claimEmails(db, { limit: 1, token: 'another-run' })
      return { ...sent, providerMessageId: 'late' }
    },
  }

  await deliver({ transport: slow })

  expect(await db.emailMessage.findFirstOrThrow()).toMatchObject({
    status: 'pending',
    claimToken: 'another-run',
    providerMessageId: null,
  })
})

test('a provider that is down costs no attempts, gets no flood, and everything is delivered in order of age', async () => {
  const { db } = database
  await createTestResultsEmails(db, 30)
  mailbox.setFaults({ mode: 'unavailable' })
  for (let minute = 0; minute < 10; minute += 1) {
    expect(await deliver()).toMatchObject({ sent: 0, retried: 0, dead: 0 })
    expect(await deliver()).toMatchObject({ released: 0 }) // until the next try
    await passEmailWaits(db)
  }
  expect(mailbox.calls().total).toBeLessThanOrEqual(11 + 9) // six lanes, five of which may have begun another
  expect(await db.emailMessage.count({ where: { status: 'pending', retryCount: 0 } })).toBe(30)

  mailbox.setFaults({})
  const oneLane = deliveryDependencies(db, mailbox)
  let previous: Promise<unknown> = Promise.resolve()
  const inLine = {
    repeatable: true,
    // The order in which sends begin is the order of age; answers may overtake each other.
    send: (mail: Parameters<NonNullable<typeof oneLane.transport>['send']>[0]) => {
      const sending = previous.then(() => oneLane.transport!.send(mail))
      previous = sending
      return sending
    },
  }
  expect(await deliver({ transport: inLine })).toMatchObject({ sent: 30 })

  const delivered = mailbox
    .messages()
    .map(({ to }) => to[0])
    .reverse()
  const byAge = await db.$queryRaw<{ email: string }[]>`
    SELECT a.email FROM email_messages m JOIN assessments a ON a.id = m."assessmentId" ORDER BY m."createdAt"`
  expect(delivered).toEqual(byAge.map(({ email }) => email))
})

test('a message that alone fails among others is tried for seven days, and then given up with all that it says', async () => {
  const { db } = database
  const { id } = await createTestResultsEmail(db, { email: 'poison@example.com' })
  const { transport, ...rest } = deliveryDependencies(db, mailbox)
  const picky = {
    repeatable: true,
    send: (mail: Parameters<NonNullable<typeof transport>['send']>[0]) =>
      mail.to === 'poison@example.com'
        ? Promise.reject(new MailUnavailableError('unexpected_answer', { status: 451 }))
        : transport!.send(mail),
  }
  for (let day = 0; day <= 7; day += 1) {
    await createTestResultsEmail(db)
    await makeEmailsDue(db)
    const counts = await deliverEmails({ ...rest, transport: picky }, NO_RUN_LIMITS)
    expect(counts).toMatchObject(
      day < 7 ? { sent: 1, retried: 1, dead: 0 } : { sent: 1, retried: 0, dead: 1 },
    )
    await passEmailHours(db, 24)
  }

  expect(await db.emailMessage.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'dead',
    lastError: 'unexpected_answer',
    recipient: 'poison@example.com',
    payload: { version: 1, briefing: false },
  })
  expect(await db.assessment.findFirstOrThrow({ where: { email: 'poison@example.com' } })).toMatchObject({
    emailDeliveryStatus: 'failed',
    emailDeliveryAttempts: 8,
    emailDeliveryError: 'unexpected_answer',
  })
})

test('an address that the provider refuses is given up at once, without the address in the error', async () => {
  const { db } = database
  await createTestResultsEmail(db, { email: 'refused@localhost' })

  expect(await deliver()).toMatchObject({ dead: 1, sent: 0 })

  expect(await db.emailMessage.findFirstOrThrow()).toMatchObject({
    status: 'dead',
    lastError: 'address_refused',
  })
})

test('a refused key pauses all sending, costs no attempt, and sending resumes by itself', async () => {
  const { db } = database
  await createTestResultsEmails(db, 10)
  mailbox.setFaults({ mode: 'unauthorized' })

  expect(await deliver()).toMatchObject({ sent: 0, dead: 0, released: 10, stopped: 'key_refused' })
  const calls = mailbox.calls().total
  await createTestResultsEmail(db, { email: 'newcomer@example.com' })
  expect(await deliver()).toMatchObject({ sent: 0, released: 0 })
  expect(mailbox.calls().total).toBe(calls)

  await passEmailWaits(db)
  expect(await deliver()).toMatchObject({ sent: 0, dead: 0, released: 1, stopped: 'key_refused' })
  expect(mailbox.calls().total).toBe(calls + 1)

  mailbox.setFaults({})
  await passEmailWaits(db)
  expect(await deliver()).toMatchObject({ sent: 11 })
  expect(await db.pause.count()).toBe(0)
  expect(await db.assessment.count({ where: { emailDeliveryError: null, emailDeliveryAttempts: 1 } })).toBe(
    11,
  )
})

test('429 slows the run down to the limit that the answers name, and loses nothing', async () => {
  const { db } = database
  await createTestResultsEmails(db, 12)
  mailbox.setFaults({ ratePerSecond: 100 })
  // An e-mail that meets three in a row, as one can where the others are late, is put on a schedule of its own.
  mailbox.setFaults({ mode: 'rate_limit', times: 2, retryAfterSeconds: 1 })

  expect(await deliver()).toMatchObject({ sent: 12, retried: 0, dead: 0, stopped: null })
  expect(
    await db.assessment.count({ where: { emailDeliveryStatus: 'sent', emailDeliveryAttempts: 1 } }),
  ).toBe(12)
})

test('a used-up quota stops the run until later', async () => {
  const { db } = database
  await createTestResultsEmails(db, 8)
  mailbox.setFaults({ mode: 'daily_quota', retryAfterSeconds: 3600 })

  expect(await deliver()).toMatchObject({ sent: 0, released: 8, stopped: 'quota_exceeded' })

  const { since, nextProbeAt } = await db.pause.findUniqueOrThrow({ where: { operation: 'mail' } })
  // Each is rounded to a millisecond by itself.
  expect(nextProbeAt.getTime() - since.getTime()).toBeGreaterThanOrEqual(899_999)
  const calls = mailbox.calls().total
  expect(await deliver()).toMatchObject({ sent: 0, released: 0 })
  expect(mailbox.calls().total).toBe(calls)
})

test('with a transport that knows no repeats, an unclear outcome is given up instead of sent twice', async () => {
  const { db } = database
  await createTestResultsEmails(db, 2)
  let calls = 0
  const transport = createCloudflareTransport({
    send: () => (calls++ === 0 ? Promise.reject(new Error('lost')) : Promise.resolve({ messageId: 'cf' })),
  })

  expect(await deliver({ transport })).toMatchObject({ sent: 1, dead: 1 })
  expect(await db.emailMessage.count({ where: { lastError: 'outcome_unknown', status: 'dead' } })).toBe(1)

  const { id } = await createTestResultsEmail(db)
  await claimEmails(db, { limit: 1, token: 'a-run-that-died' })
  await admitEmails(db, [id], NO_EMAIL_LIMITS)
  await makeEmailsDue(db)
  expect(await deliver({ transport })).toMatchObject({ sent: 0, dead: 1 })
  expect(calls).toBe(2)
})

test('an attempt of long ago is not repeated once the provider has forgotten its key', async () => {
  const { db } = database
  await createTestResultsEmail(db)
  mailbox.setFaults({ mode: 'accept_then_drop', times: 1 })
  await deliver()
  await passEmailHours(db, 24)

  expect(await deliver()).toMatchObject({ sent: 0, dead: 1 })
  expect(mailbox.messages()).toHaveLength(1)
})

test('six connections at most are used, and four runs at once send everything exactly once', async () => {
  const { db } = database
  await createTestResultsEmails(db, 200)
  // Nothing is answered until as many are under way as ever will be.
  mailbox.setFaults({ latencyMs: 120_000 })
  const delivering = deliver()
  await expect.poll(() => mailbox.calls().total).toBe(6)
  mailbox.setFaults({})
  await delivering
  expect(mailbox.calls()).toEqual({ total: 200, mostAtOnce: 6 })

  await db.$executeRaw`DELETE FROM assessments`
  mailbox.reset()
  await createTestResultsEmails(db, 200)
  const runs = await Promise.all([deliver(), deliver(), deliver(), deliver()])
  expect(runs.reduce((sum, run) => sum + run.sent, 0)).toBe(200)
  expect(mailbox.calls().total).toBe(200)
})

test('a run ends at its bounds, gives back what it did not send, and the next one goes on', async () => {
  const { db } = database
  await createTestResultsEmails(db, 100)
  const dependencies = deliveryDependencies(db, mailbox)

  expect(await deliverEmails(dependencies, { maxMessages: 30, maxSeconds: 60 })).toMatchObject({ sent: 30 })
  expect(await deliverEmails(dependencies, { maxMessages: 1_000, maxSeconds: 0 })).toMatchObject({ sent: 0 })
  expect(await deliver()).toMatchObject({ sent: 70 })
})
