import { expect, test } from 'vitest'
import { admitEmails } from '#app/data/mail/admission.server.ts'
import { enqueueResume } from '#app/data/mail/outbox.server.ts'
import { deliverEmails } from '#app/services/mail/deliver.server.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase, waitForBlockedStatement } from '#tests/helpers/database.ts'
import {
  NO_RUN_LIMITS,
  NO_EMAIL_LIMITS,
  createTestResultsEmail,
  createTestResultsEmails,
  deliveryDependencies,
  makeEmailsDue,
  newMessage,
  requestTestPrivacyLink,
  useMailbox,
} from '#tests/helpers/email-delivery.ts'

const database = await useTestDatabase({ max: 12 })
const mailbox = await useMailbox()

const deliver = (overrides: Parameters<typeof deliveryDependencies>[2] = {}) =>
  deliverEmails(deliveryDependencies(database.db, mailbox, overrides), NO_RUN_LIMITS)

test('a thousand scripted completions to one address send at most the cap', async () => {
  const { db } = database
  await createTestResultsEmails(db, 1_000)
  await db.$executeRaw`
    UPDATE email_messages
    SET "recipientHash" = 'victim', "mailboxHash" = 'mailbox', recipient = 'victim@example.com'`
  await db.$executeRaw`UPDATE access_links SET "recipientHash" = 'victim', "usedAt" = now()`

  const runs = await Promise.all(
    Array.from({ length: 4 }, () =>
      deliver({ emailLimits: { addressPerDay: 5, networkPerHour: 1_000_000, totalPerHour: 1_000_000 } }),
    ),
  )

  expect(runs.reduce((sum, run) => sum + run.sent, 0)).toBe(5)
  expect(mailbox.messages()).toHaveLength(5)
  expect(
    await db.assessment.count({
      where: { emailDeliveryStatus: 'skipped', emailDeliveryError: 'address_cap' },
    }),
  ).toBe(995)
})

test('an address that nobody has confirmed gets results once, a confirmed one again', async () => {
  const { db } = database
  await createTestResultsEmail(db, { email: 'ada@example.com' })
  await createTestResultsEmail(db, { email: 'Ada@Example.com' })
  expect(await deliver()).toMatchObject({ sent: 1, skipped: 1 })
  expect(await db.assessment.count({ where: { emailDeliveryError: 'already_sent' } })).toBe(1)

  await db.$executeRaw`UPDATE access_links SET "usedAt" = now()`
  await createTestResultsEmail(db, { email: 'ada@example.com' })

  expect(await deliver()).toMatchObject({ sent: 1 })
})

test('what follows a plus, and Gmail’s dots, are one mailbox to every cap', async () => {
  const { db } = database
  for (const email of ['ada@gmail.com', 'a.d.a@gmail.com', 'ada+1@googlemail.com'])
    await createTestResultsEmail(db, { email })
  expect(await deliver()).toMatchObject({ sent: 1, skipped: 2 })
  expect(await db.assessment.count({ where: { emailDeliveryError: 'already_sent' } })).toBe(2)

  // Whoever has acted through a link of the mailbox has confirmed it, under whichever of its addresses.
  await db.$executeRaw`
    UPDATE access_links SET "usedAt" = now() WHERE "recipientHash" IN (
      SELECT "recipientHash" FROM email_messages WHERE status = 'completed')`
  for (let number = 2; number < 9; number++)
    await createTestResultsEmail(db, { email: `ada+${number}@gmail.com` })
  expect(
    await deliver({ emailLimits: { addressPerDay: 5, networkPerHour: 1_000, totalPerHour: 1_000 } }),
  ).toMatchObject({ sent: 4, skipped: 3 })
  expect(await db.assessment.count({ where: { emailDeliveryError: 'address_cap' } })).toBe(3)
})

test('25 completions from one network in an hour all get their e-mail: those over the cap go later, in turn', async () => {
  const { db } = database
  for (let i = 0; i < 25; i += 1) await createTestResultsEmail(db, { networkHash: 'an-office' })
  const within = { emailLimits: { ...NO_EMAIL_LIMITS, networkPerHour: 20 } }

  expect(await deliver(within)).toMatchObject({ sent: 20, released: 5, skipped: 0 })
  expect(
    await db.assessment.count({
      where: { emailDeliveryStatus: 'pending', emailDeliveryError: 'network_cap' },
    }),
  ).toBe(5)
  expect(await db.emailMessage.count({ where: { status: 'pending', recipient: { not: null } } })).toBe(5)
  await makeEmailsDue(db)
  expect(await deliver(within)).toMatchObject({ sent: 0, released: 5 })

  await passCapMinutes(61)
  expect(await deliver(within)).toMatchObject({ sent: 5, skipped: 0 })
  expect(mailbox.messages()).toHaveLength(25)
  expect(await db.assessment.count({ where: { emailDeliveryStatus: 'sent' } })).toBe(25)
})

test('an e-mail that waits for its cap takes a place of the hour in which it goes', async () => {
  const { db } = database
  const within = { emailLimits: { ...NO_EMAIL_LIMITS, networkPerHour: 2 } }
  for (let i = 0; i < 4; i += 1) await createTestResultsEmail(db, { networkHash: 'an-office' })
  expect(await deliver(within)).toMatchObject({ sent: 2, released: 2 })

  await passCapMinutes(61)
  for (let i = 0; i < 2; i += 1) await createTestResultsEmail(db, { networkHash: 'an-office' })
  expect(await deliver(within)).toMatchObject({ sent: 2, released: 2 })

  await passCapMinutes(61)
  expect(await deliver(within)).toMatchObject({ sent: 2, released: 0 })
})

test('the cap of the whole service delays as well', async () => {
  const { db } = database
  await createTestResultsEmails(db, 12)
  const within = { emailLimits: { ...NO_EMAIL_LIMITS, totalPerHour: 5 } }
  expect(await deliver(within)).toMatchObject({ sent: 5, released: 7, skipped: 0 })
  await passCapMinutes(61)
  expect(await deliver(within)).toMatchObject({ sent: 5, released: 2 })
  await passCapMinutes(61)
  expect(await deliver(within)).toMatchObject({ sent: 2, released: 0 })
})

test('strangers who ask for links cannot use up the cap of the whole service', async () => {
  const { db } = database
  const within = { emailLimits: { ...NO_EMAIL_LIMITS, totalPerHour: 8 } }
  for (let i = 0; i < 20; i += 1) {
    const { sessionId } = await createTestAssessmentSession(db)
    await enqueueResume(db, sessionId, await newMessage(`stranger-${i}@example.com`))
  }
  await makeEmailsDue(db)
  expect(await deliver(within)).toMatchObject({ sent: 6, released: 14 })

  await createTestResultsEmail(db, { email: 'finished@example.com' })
  await createTestResultsEmail(db, { email: 'finished-too@example.com' })
  expect(await deliver(within)).toMatchObject({ sent: 2, released: 14 })
  await createTestResultsEmail(db)
  expect(await deliver(within)).toMatchObject({ sent: 0, released: 15 })
})

test('a confirmed address has the share that is kept from strangers', async () => {
  const { db } = database
  const within = { emailLimits: { ...NO_EMAIL_LIMITS, totalPerHour: 4 } }
  const asks = async (address: string) => {
    const { sessionId } = await createTestAssessmentSession(db)
    const email = await newMessage(address)
    await enqueueResume(db, sessionId, email)
    return email.link.id
  }
  for (let i = 0; i < 5; i += 1) await asks(`stranger-${i}@example.com`)
  const id = await asks('known@example.com')
  await db.accessLink.update({ where: { id }, data: { usedAt: new Date() } })
  await makeEmailsDue(db)

  expect(await deliver(within)).toMatchObject({ sent: 4, released: 2 })
  expect(mailbox.messages({ to: 'known@example.com' })).toHaveLength(1)
})

test('caps count the time at which an e-mail was asked for, so that an outage fills no hour', async () => {
  const { db } = database
  await createTestResultsEmails(db, 20)
  await db.$executeRaw`
    UPDATE email_messages m SET "createdAt" = now() - n.place * interval '30 minutes'
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM email_messages) AS n WHERE n.id = m.id`

  expect(
    await deliver({ emailLimits: { addressPerDay: 5, networkPerHour: 5, totalPerHour: 2 } }),
  ).toMatchObject({
    sent: 20,
  })
})

/** As if so many minutes had gone by for everything that the caps count. */
async function passCapMinutes(minutes: number): Promise<void> {
  await database.db.$executeRaw`
    UPDATE email_messages SET "createdAt" = "createdAt" - make_interval(mins => ${minutes}::int),
      "deferredUntil" = "deferredUntil" - make_interval(mins => ${minutes}::int)`
  await makeEmailsDue(database.db)
}

const deliverWithin = (limits: Partial<typeof NO_EMAIL_LIMITS>) =>
  deliver({ emailLimits: { ...NO_EMAIL_LIMITS, ...limits } })

async function askForData(email: string): Promise<void> {
  await requestTestPrivacyLink(database.db, email)
  await makeEmailsDue(database.db)
}

test('whatever else uses up the caps, a person’s way to their data stays open, within caps of its own', async () => {
  const limits = { addressPerDay: 2, networkPerHour: 2, totalPerHour: 2 }
  for (const _ of Array(3)) {
    await createTestResultsEmail(database.db, { email: 'ada@example.com', networkHash: 'one-network' })
    await database.db.$executeRaw`UPDATE access_links SET "usedAt" = now()`
  }
  expect(await deliverWithin(limits)).toMatchObject({ sent: 2, skipped: 1 })

  for (const _ of Array(3)) await askForData('ada@example.com')

  // The address has had its cap counted when it was asked for: the third goes when the service has room.
  expect(await deliverWithin(limits)).toMatchObject({ sent: 2, skipped: 0 })
})

test.each([
  ['the cap of the whole service', { email: 'grace@example.com', cap: 1, refusal: 'total_cap' }],
  ['results once to an unconfirmed address', { email: 'ada@example.com', cap: 9, refusal: 'already_sent' }],
])('a run that counts while another is counting waits for it: %s', async (_what, { email, cap, refusal }) => {
  const { db } = database
  const first = await createTestResultsEmail(db, { email: 'ada@example.com' })
  const second = await createTestResultsEmail(db, { email })
  const limits = { ...NO_EMAIL_LIMITS, totalPerHour: cap }

  const { counting } = await db.$transaction(async (inOneRun) => {
    expect((await admitEmails(inOneRun, [first.id], limits)).get(first.id)?.refusal).toBeNull()
    const counting = admitEmails(db, [second.id], limits)
    await Promise.race([waitForBlockedStatement(db), counting])
    return { counting }
  })

  expect((await counting).get(second.id)?.refusal).toBe(refusal)
})

test('runs side by side keep to the cap of the whole service', async () => {
  await createTestResultsEmails(database.db, 60)

  const runs = await Promise.all(Array.from({ length: 4 }, () => deliverWithin({ totalPerHour: 10 })))

  expect(runs.reduce((sum, run) => sum + run.sent, 0)).toBe(10)
  expect(mailbox.messages()).toHaveLength(10)
})
