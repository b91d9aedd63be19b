import { expect, test } from 'vitest'
import { type SendEmailBinding, createCloudflareTransport } from '#app/clients/mail/cloudflare.server.ts'
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

/** Cloudflare's binding, which answers as told. */
const cloudflare = (send: SendEmailBinding['send']) => createCloudflareTransport({ send })

const passHours = (hours: number) => passEmailHours(database.db, hours)

test.each(['unauthorized', 'daily_quota'] as const)(
  'a provider that takes nothing for days (%s) loses no e-mail: it was never unclear that none was taken',
  async (mode) => {
    await createTestResultsEmails(database.db, 150)
    mailbox.setFaults({ mode, retryAfterSeconds: null })
    for (let day = 0; day < 3; day += 1) {
      expect(await deliver()).toMatchObject({ sent: 0, dead: 0 })
      await passHours(24)
    }

    mailbox.setFaults({})

    expect(await deliver()).toMatchObject({ sent: 150, dead: 0 })
  },
)

test('a provider that is away for days costs only what was tried meanwhile, and sends nothing twice', async () => {
  await createTestResultsEmails(database.db, 150)
  mailbox.setFaults({ mode: 'accept_then_drop' })
  await deliver()
  expect(mailbox.calls().total).toBeLessThan(12)
  const taken = new Set(mailbox.messages().map(({ to }) => to[0]))
  await passHours(24)
  mailbox.setFaults({})

  expect(await deliver()).toMatchObject({ sent: 150 - taken.size, dead: taken.size })
  const received = mailbox.messages().map(({ to }) => to[0])
  expect(received).toHaveLength(150)
  expect(new Set(received).size).toBe(150)
})

test('a repeat is judged by when the unclear attempt was, not by the age of the message', async () => {
  const { db } = database
  await createTestResultsEmail(db)
  mailbox.setFaults({ mode: 'unauthorized' })
  await deliver()
  await passHours(48)
  mailbox.setFaults({ mode: 'accept_then_drop', times: 1 })
  expect(await deliver()).toMatchObject({ released: 1 })
  await passEmailWaits(db)

  expect(await deliver()).toMatchObject({ sent: 1, dead: 0 })
  expect(mailbox.messages()).toHaveLength(1)
})

test('without keys, an e-mail that the provider said it did not take is tried again', async () => {
  const { db } = database
  await createTestResultsEmail(db, { email: 'unlucky@example.com' })
  await createTestResultsEmail(db)
  const sent: string[] = []
  const transport = cloudflare((mail) => {
    if (mail.to === 'unlucky@example.com' && !sent.includes('failed')) {
      sent.push('failed')
      return Promise.reject(Object.assign(new Error(), { code: 'E_INTERNAL_SERVER_ERROR' }))
    }
    sent.push(mail.to)
    return Promise.resolve({ messageId: 'cf' })
  })
  expect(await deliver({ transport })).toMatchObject({ sent: 1, retried: 1 })
  await makeEmailsDue(db)

  expect(await deliver({ transport })).toMatchObject({ sent: 1, dead: 0 })
  expect(sent.filter((to) => to === 'unlucky@example.com')).toHaveLength(1)
})

test('without keys, a run that dies costs the e-mails that were being sent, not all that wait', async () => {
  const { db } = database
  await createTestResultsEmails(db, 100)
  let begun = 0
  let held = 0
  let answer = () => {}
  const answered = new Promise<void>((resolve) => (answer = resolve))
  const transport = cloudflare(async () => {
    if (++begun === 6) {
      held = await db.emailMessage.count({ where: { claimToken: { not: null } } })
      answer()
    }
    await answered
    return { messageId: 'cf' }
  })

  expect(await deliver({ transport })).toMatchObject({ sent: 100 })
  expect(held).toBeGreaterThanOrEqual(6)
  expect(held).toBeLessThanOrEqual(8)
})

test('without keys, a claim that was never settled is given up, and one that was given back is not', async () => {
  const { db } = database
  await createTestResultsEmail(db, { email: 'given-back@example.com' })
  const limited = cloudflare(() =>
    Promise.reject(Object.assign(new Error(), { code: 'E_DAILY_LIMIT_EXCEEDED' })),
  )
  await deliver({ transport: limited })
  await createTestResultsEmail(db, { email: 'held@example.com' })
  await db.$executeRaw`UPDATE email_messages SET "nextRetryAt" = 'infinity' WHERE "lastError" IS NOT NULL`
  await db.pause.deleteMany()
  const [held] = await claimEmails(db, { limit: 1, token: 'a-run-that-died' })
  await admitEmails(db, [held!.id], NO_EMAIL_LIMITS)
  await makeEmailsDue(db)
  const sent: string[] = []

  const working = cloudflare((mail) => (sent.push(mail.to), Promise.resolve({ messageId: 'cf' })))
  expect(await deliver({ transport: working })).toMatchObject({ sent: 1, dead: 1 })
  expect(sent).toEqual(['given-back@example.com'])
})

test('without keys, a claim that died before the message was held against the caps was no attempt', async () => {
  await createTestResultsEmail(database.db)
  await claimEmails(database.db, { limit: 1, token: 'a-run-that-died' })
  await makeEmailsDue(database.db)

  const transport = cloudflare(() => Promise.resolve({ messageId: 'cf' }))
  expect(await deliver({ transport })).toMatchObject({ sent: 1, dead: 0 })
})
