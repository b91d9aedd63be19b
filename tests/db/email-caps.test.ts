import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { enqueuePrivacyLink } from '#app/data/email-outbox.server.ts'
import { deliverEmails } from '#app/services/deliver-emails.server.ts'
import { type Mailbox, startMailbox } from '#dev/mailbox/server.ts'
import { type TestDatabase, createTestDatabase, resetTestDatabase } from '#tests/helpers/database.ts'
import {
  NO_BOUNDS,
  NO_CAPS,
  createTestResultsEmail,
  createTestResultsEmails,
  deliveryDependencies,
  makeEmailsDue,
  newEmail,
} from '#tests/helpers/email-delivery.ts'

let database: TestDatabase
let mailbox: Mailbox

beforeAll(async () => {
  database = await createTestDatabase({ max: 12 })
  mailbox = await startMailbox({ port: 0 })
})
beforeEach(async () => {
  await resetTestDatabase(database.db)
  mailbox.reset()
})
afterAll(async () => {
  await mailbox.close()
  await database.close()
})

async function deliver(caps: Partial<typeof NO_CAPS>) {
  const dependencies = deliveryDependencies(database.db, mailbox, { caps: { ...NO_CAPS, ...caps } })
  return deliverEmails(dependencies, NO_BOUNDS)
}

async function askForData(email: string): Promise<void> {
  const { link, ...message } = await newEmail(email, 'one-network')
  const { recipientHash, ...stored } = link
  await enqueuePrivacyLink(database.db, {
    ...message,
    recipientHash,
    request: 'erasure',
    link: stored,
    validHours: 24,
  })
  await makeEmailsDue(database.db)
}

test('whatever else uses up the caps, a person’s way to their data stays open, within caps of its own', async () => {
  const caps = { addressPerDay: 2, networkPerHour: 2, totalPerHour: 2 }
  for (const _ of Array(3)) {
    await createTestResultsEmail(database.db, { email: 'ada@example.com', networkHash: 'one-network' })
    await database.db.$executeRaw`UPDATE access_links SET "usedAt" = now()`
  }
  expect(await deliver(caps)).toMatchObject({ sent: 2, skipped: 1 })

  for (const _ of Array(3)) await askForData('ada@example.com')

  expect(await deliver(caps)).toMatchObject({ sent: 2, skipped: 1 })
})

test('runs side by side keep to the cap of the whole service', async () => {
  await createTestResultsEmails(database.db, 60)

  const runs = await Promise.all(Array.from({ length: 4 }, () => deliver({ totalPerHour: 10 })))

  expect(runs.reduce((sum, run) => sum + run.sent, 0)).toBe(10)
  expect(mailbox.messages()).toHaveLength(10)
})

test('runs side by side send an unconfirmed address its results once', async () => {
  await createTestResultsEmails(database.db, 60)
  await database.db
    .$executeRaw`UPDATE email_messages SET "recipientHash" = 'victim', recipient = 'victim@example.com'`

  const runs = await Promise.all(Array.from({ length: 4 }, () => deliver({})))

  expect(runs.reduce((sum, run) => sum + run.sent, 0)).toBe(1)
})
