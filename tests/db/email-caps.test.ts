import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { enqueuePrivacyLink } from '#app/data/email-outbox.server.ts'
import { admitEmails } from '#app/data/emails.server.ts'
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

test.each([
  ['the cap of the whole service', { email: 'grace@example.com', cap: 1, refusal: 'total_cap' }],
  ['results once to an unconfirmed address', { email: 'ada@example.com', cap: 9, refusal: 'already_sent' }],
])('a run that counts while another is counting waits for it: %s', async (_what, { email, cap, refusal }) => {
  const { db } = database
  const first = await createTestResultsEmail(db, { email: 'ada@example.com' })
  const second = await createTestResultsEmail(db, { email })
  const caps = { ...NO_CAPS, totalPerHour: cap }
  let counting: ReturnType<typeof admitEmails> = Promise.resolve(new Map())

  await db.$transaction(async (inOneRun) => {
    expect((await admitEmails(inOneRun, [first.id], caps)).size).toBe(0)
    let ended = false
    counting = admitEmails(db, [second.id], caps).finally(() => (ended = true))
    const waiting = async () => {
      const [row] = await db.$queryRaw<{ waiting: number }[]>`
        SELECT count(*)::int AS waiting FROM pg_locks
        WHERE locktype = 'advisory' AND NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
      return ended || row?.waiting === 1
    }
    await expect.poll(waiting).toBe(true)
  })

  expect([...(await counting)]).toEqual([[second.id, refusal]])
})

test('runs side by side keep to the cap of the whole service', async () => {
  await createTestResultsEmails(database.db, 60)

  const runs = await Promise.all(Array.from({ length: 4 }, () => deliver({ totalPerHour: 10 })))

  expect(runs.reduce((sum, run) => sum + run.sent, 0)).toBe(10)
  expect(mailbox.messages()).toHaveLength(10)
})
