import { expect, test } from 'vitest'
import { dismissEmails } from '#app/data/mail/dead-messages.server.ts'
import { deliverEmails } from '#app/services/mail/deliver.server.ts'
import type { FaultMode } from '#dev/mailbox/server.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import {
  NO_RUN_LIMITS,
  createTestResultsEmail,
  createTestResultsEmails,
  deliveryDependencies,
  makeEmailsDue,
  passEmailHours,
  passEmailWaits,
  requestTestPrivacyLink,
  useMailbox,
} from '#tests/helpers/email-delivery.ts'

const database = await useTestDatabase({ max: 12 })
const mailbox = await useMailbox()

const deliver = () => deliverEmails(deliveryDependencies(database.db, mailbox), NO_RUN_LIMITS)

/** Recipients as the mailbox has them, each as often as it got something. */
const recipients = () => mailbox.messages().map(({ to }) => to[0])

/** As if a minute had gone by. */
const passMinute = async () => {
  await database.db.$executeRaw`
    UPDATE email_messages SET "nextRetryAt" = "nextRetryAt" - interval '1 minute',
      "createdAt" = "createdAt" - interval '1 minute', "lastAttemptAt" = "lastAttemptAt" - interval '1 minute'
    WHERE status = 'pending'`
  await database.db.$executeRaw`UPDATE pauses SET "nextProbeAt" = "nextProbeAt" - interval '1 minute'`
}

const EVERYBODYS: [FaultMode, string][] = [
  ['invalid_key', 'key_refused'],
  ['unauthorized', 'key_refused'],
  ['domain_not_verified', 'sender_refused'],
  ['invalid_from', 'sender_refused'],
  ['invalid_reply_to', 'sender_refused'],
  ['testing_only', 'recipients_restricted'],
  ['html_400', 'unexpected_answer'],
  ['html_403', 'unexpected_answer'],
  ['html_413', 'unexpected_answer'],
  ['html_422', 'unexpected_answer'],
  ['odd_json_400', 'unexpected_answer'],
  ['odd_json_422', 'unexpected_answer'],
  ['security_error', 'unexpected_answer'],
  ['server_error', 'server_error'],
  ['unavailable', 'server_error'],
]

test.each(EVERYBODYS)(
  'an answer that meets everybody (%s) ends no e-mail: sending pauses, says why, and goes on once it is over',
  async (mode, reason) => {
    const { db } = database
    await createTestResultsEmails(db, 24)
    await requestTestPrivacyLink(db, 'erase-me@example.com')
    await makeEmailsDue(db)
    mailbox.setFaults({ mode })
    for (let minute = 0; minute < 15; minute += 1) {
      expect(await deliver()).toMatchObject({ sent: 0, dead: 0, retried: 0, skipped: 0, cancelled: 0 })
      await passEmailWaits(db)
    }
    expect(await db.pause.findMany()).toMatchObject([{ operation: 'mail', reason }])
    expect(await db.emailMessage.count({ where: { status: 'pending', recipient: { not: null } } })).toBe(25)
    expect(mailbox.calls().total).toBeLessThanOrEqual(11 + 14)

    mailbox.setFaults({})
    expect(await deliver()).toMatchObject({ sent: 25, dead: 0 })
    expect(new Set(recipients()).size).toBe(25)
    expect(await db.pause.count()).toBe(0)
  },
)

const ALONE: FaultMode[] = ['security_error', 'html_403', 'testing_only', 'odd_json_422', 'server_error']

test.each(ALONE)(
  'one recipient of ten is answered with %s: everybody else gets their e-mail in the same run',
  async (mode) => {
    const { db } = database
    await createTestResultsEmails(db, 95)
    await db.$executeRaw`
      UPDATE email_messages SET recipient = 'poison-' || recipient WHERE recipient LIKE '%5@example.com'`
    mailbox.setFaults({ mode, to: 'poison-' })

    const first = await deliver()
    expect(first).toMatchObject({ dead: 0, released: 0, stopped: null })
    expect(first.sent + first.retried).toBe(95)
    expect(first.retried).toBe(9)
    expect(await db.pause.count()).toBe(0)

    // Those who come later never wait for the ones that fail.
    for (let hour = 0; hour < 3; hour += 1) {
      await passEmailHours(db, 1)
      await db.$executeRaw`DELETE FROM assessments WHERE id IN (
        SELECT "assessmentId" FROM email_messages WHERE status = 'completed')`
      await createTestResultsEmails(db, 5)
      await db.$executeRaw`
        UPDATE email_messages SET recipient = 'later-' || recipient WHERE status = 'pending' AND recipient NOT LIKE 'poison-%'`
      expect(await deliver()).toMatchObject({ sent: 5, retried: 9, stopped: null })
    }

    mailbox.setFaults({})
    await passEmailWaits(db)
    expect(await deliver()).toMatchObject({ sent: 9, dead: 0 })
  },
)

test('an e-mail that fails alone is not the only one that tries a paused provider', async () => {
  const { db } = database
  await createTestResultsEmail(db, { email: 'poison@example.com' })
  mailbox.setFaults({ mode: 'invalid_key', to: 'poison' })
  expect(await deliver()).toMatchObject({ sent: 0, released: 1, stopped: 'key_refused' })
  await createTestResultsEmail(db, { email: 'newcomer@example.com' })
  await passEmailWaits(db)

  expect(await deliver()).toMatchObject({ sent: 1, released: 1 })

  expect(recipients()).toEqual(['newcomer@example.com'])
})

test('twelve recipients that nothing reaches keep the younger ones waiting for a few minutes at most', async () => {
  const { db } = database
  await createTestResultsEmails(db, 12)
  await db.$executeRaw`UPDATE email_messages SET recipient = 'poison-' || recipient`
  mailbox.setFaults({ mode: 'security_error', to: 'poison-' })
  await deliver()
  expect(await db.pause.count()).toBe(1)
  for (let count = 1; count <= 5; count += 1)
    await createTestResultsEmail(db, { email: `healthy-${count}@example.com` })

  for (let minute = 0; minute < 9; minute += 1) {
    await passMinute()
    await deliver()
  }

  expect(recipients().sort()).toEqual([1, 2, 3, 4, 5].map((count) => `healthy-${count}@example.com`))
  // Those that failed while others went are on a schedule of their own.
  expect(
    await db.emailMessage.count({ where: { status: 'pending', retryCount: { gte: 1 } } }),
  ).toBeGreaterThanOrEqual(6)
  expect(await db.pause.count()).toBe(0)
  await createTestResultsEmail(db, { email: 'newcomer@example.com' })
  // Some of the twelve may be due in this very moment, and come before.
  for (let minute = 0; minute < 5 && recipients().length < 6; minute += 1) {
    await deliver()
    await passMinute()
  }
  expect(recipients()).toContain('newcomer@example.com')
})

test('those that have tried a paused provider in vain come after all others, however long ago they were asked for', async () => {
  const { db } = database
  await createTestResultsEmails(db, 17)
  // The first twelve are the oldest, and all have been tried at the same time.
  await db.$executeRaw`
    UPDATE email_messages SET recipient = 'poison-' || recipient
    WHERE id IN (SELECT id FROM email_messages ORDER BY "createdAt" LIMIT 12)`
  mailbox.setFaults({ mode: 'security_error', to: 'poison-' })
  let minutes = 0
  while (mailbox.messages().length < 5 && minutes < 60) {
    await deliver()
    await passMinute()
    minutes += 1
  }

  expect(minutes).toBeLessThanOrEqual(14)
})

test('a pause that no e-mail is left to try ends by itself once it is due', async () => {
  const { db } = database
  const { id } = await createTestResultsEmail(db)
  mailbox.setFaults({ mode: 'invalid_key' })
  await deliver()
  await deliver()
  expect(await db.pause.count()).toBe(1)
  await passEmailWaits(db)
  await dismissEmails(db, { ids: [id] })

  await deliver()

  expect(await db.pause.count()).toBe(0)
})

test('a paused provider is tried by the next e-mail at once when the first one can tell nothing', async () => {
  const { db } = database
  await createTestResultsEmail(db, { email: 'refused@localhost' })
  await createTestResultsEmails(db, 3)
  await db.pause.create({
    data: { operation: 'mail', reason: 'server_error', evidence: 'server_error (500)' },
  })
  await db.$executeRaw`
    UPDATE email_messages SET "createdAt" = now() - interval '1 day' WHERE recipient = 'refused@localhost'`
  await db.$executeRaw`UPDATE pauses SET "nextProbeAt" = to_timestamp(0)`

  expect(await deliver()).toMatchObject({ sent: 3, dead: 1 })
})

test('a key that the provider knows is a proof of an e-mail sent only where one may have been taken', async () => {
  const { db } = database
  const { id } = await createTestResultsEmail(db, { email: 'ada@example.com' })
  // As if the provider had kept the key of a refused request, and the sender was corrected since.
  await deliverEmails(
    {
      ...deliveryDependencies(db, mailbox),
      composer: { ...deliveryDependencies(db, mailbox).composer, from: 'Former <former@example.com>' },
    },
    NO_RUN_LIMITS,
  )
  mailbox.setFaults({})
  await db.$executeRaw`
    UPDATE email_messages SET status = 'pending', "completedAt" = NULL, recipient = 'ada@example.com', "retryCount" = 0,
      payload = (SELECT jsonb_build_object('version', 1, 'linkId', id, 'briefing', false) FROM access_links)
    WHERE id = ${id}`
  await makeEmailsDue(db)

  expect(await deliver()).toMatchObject({ sent: 0, released: 1 })
  expect(await deliver()).toMatchObject({ sent: 1 })
  expect(mailbox.messages().map(({ idempotencyKey }) => idempotencyKey)).toEqual([`${id}.2`, id])
})

test('answers in no table are told by their form, and counted', async () => {
  await createTestResultsEmails(database.db, 3)
  mailbox.setFaults({ mode: 'html_403' })

  expect(await deliver()).toMatchObject({ unknownAnswers: '3 × 403 html' })
})

test('a provider that asks everybody to slow down, for ever and without a time, pauses sending and is the reason given', async () => {
  const { db } = database
  await createTestResultsEmails(db, 24)
  mailbox.setFaults({ mode: 'rate_limit', retryAfterSeconds: null })

  expect(await deliver()).toMatchObject({ sent: 0, dead: 0, retried: 0, stopped: 'rate_limited' })

  expect(mailbox.calls().total).toBeLessThanOrEqual(30)
  expect(await db.pause.findMany()).toMatchObject([{ operation: 'mail', reason: 'rate_limited' }])
  expect(await db.emailMessage.count({ where: { lastError: 'rate_limited' } })).toBeGreaterThanOrEqual(12)
  mailbox.reset()
  await passEmailWaits(db)
  expect(await deliver()).toMatchObject({ sent: 24 })
})

test('a recipient for whom alone sending is to slow down keeps nobody waiting, whether or not a time is given', async () => {
  const { db } = database
  for (const retryAfterSeconds of [null, 60]) {
    await createTestResultsEmails(db, 10)
    await db.$executeRaw`
      UPDATE email_messages SET recipient = 'poison-' || recipient
      WHERE id = (SELECT id FROM email_messages WHERE status = 'pending' ORDER BY "createdAt" LIMIT 1)`
    mailbox.setFaults({ mode: 'rate_limit', to: 'poison-', retryAfterSeconds })
    for (let minute = 0; minute < 3; minute += 1) {
      await deliver()
      await passMinute()
    }

    expect(await db.emailMessage.findMany({ where: { status: 'pending' } })).toMatchObject([
      { lastError: 'rate_limited', recipient: expect.stringMatching(/^poison-/) as string },
    ])
    expect(await db.pause.count()).toBe(0)
    await db.assessment.deleteMany()
  }
})
