import { expect, test } from 'vitest'
import { reportMail } from '#app/services/mail/report-mail.server.ts'
import { createTestEmailMessage } from '#tests/factories/outbox.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'

const database = await useTestDatabase()

const HOUR_MS = 60 * 60 * 1000
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS)

/** An e-mail that was tried just now, and is due again. */
function createTried(overrides: Parameters<typeof createTestEmailMessage>[1]) {
  const justNow = { nextRetryAt: new Date(), lastAttemptAt: new Date() }
  return createTestEmailMessage(database.db, { ...justNow, ...overrides })
}

/** One that will not be tried again. */
function createGivenUp(overrides: Parameters<typeof createTestEmailMessage>[1]) {
  return createTried({ status: 'dead', recipient: null, payload: {}, ...overrides })
}

const verdict = async () => (await reportMail(database.db)).needsSomebody

test('an empty queue, and one that is being sent, need nobody', async () => {
  expect(await verdict()).toBe(false)
  await createTried({ lastAttemptAt: null })
  expect(await verdict()).toBe(false)
})

test.each(['server_error', 'no_connection', 'timeout', 'rate_limited'])(
  'an e-mail that is tried again after %s needs nobody, nor does one that was given up for it',
  async (lastError) => {
    await createTried({ lastError })
    await createGivenUp({ lastError })
    expect(await verdict()).toBe(false)
  },
)

test.each(['address_cap', 'network_cap', 'already_sent'])(
  'an e-mail that was skipped on purpose (%s) needs nobody',
  async (lastError) => {
    await createGivenUp({ status: 'skipped', lastError })
    expect(await verdict()).toBe(false)
  },
)

test.each(['key_refused', 'sender_refused', 'quota_exceeded', 'unexpected_answer'])(
  'sending that waits for %s to be put right needs somebody, however long ago it was tried',
  async (lastError) => {
    await createTried({ lastError, lastAttemptAt: hoursAgo(100) })
    expect(await verdict()).toBe(true)
  },
)

test.each([
  ['dead', 'message_refused'],
  ['dead', 'outcome_unknown'],
  ['dead', 'address_refused'],
  ['skipped', 'no_provider'],
  ['skipped', 'not_sent_after_all'],
])('an e-mail that is %s for %s needs somebody for a day', async (status, lastError) => {
  await createGivenUp({ status, lastError, lastAttemptAt: hoursAgo(25) })
  expect(await verdict()).toBe(false)
  await createGivenUp({ status, lastError, lastAttemptAt: hoursAgo(23) })
  expect(await verdict()).toBe(true)
})

test('an e-mail that nobody takes up, or that is tried again and again, needs somebody once it is late', async () => {
  const minutesAgo = (minutes: number) => hoursAgo(minutes / 60)
  await createTried({ nextRetryAt: minutesAgo(13), createdAt: minutesAgo(13) })
  expect(await reportMail(database.db)).toMatchObject({ late: false, needsSomebody: false })
  await database.db.emailMessage.updateMany({ data: { createdAt: minutesAgo(15) } })
  expect(await reportMail(database.db)).toMatchObject({ late: true, needsSomebody: true })

  const again = { nextRetryAt: new Date(), lastError: 'server_error' }
  await database.db.emailMessage.updateMany({ data: { ...again, createdAt: minutesAgo(13) } })
  expect(await reportMail(database.db)).toMatchObject({ late: false, needsSomebody: false })
  await database.db.emailMessage.updateMany({ data: { ...again, createdAt: minutesAgo(15) } })
  expect(await reportMail(database.db)).toMatchObject({ late: true, needsSomebody: true })
})
