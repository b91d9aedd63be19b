import { expect, test } from 'vitest'
import { enqueueResume } from '#app/data/mail/outbox.server.ts'
import { erasePersonRows } from '#app/data/privacy/person.server.ts'
import { hashToken } from '#app/platform/token.server.ts'
import { hashEmail } from '#app/platform/address-hash.server.ts'
import { openLink } from '#app/services/assessment/open-link.server.ts'
import { openResults } from '#app/services/assessment/open-results.server.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { EMAIL_SECRET, createTestResultsEmail, newMessage } from '#tests/helpers/email-delivery.ts'

const EMAIL = 'ada@example.com'

const database = await useTestDatabase()

async function erase(email = EMAIL, before: Date | null = null): Promise<void> {
  const recipientHashes = [await hashEmail(EMAIL_SECRET, email)]
  await erasePersonRows(database.db, {
    email,
    addressHash: 'hash',
    recipientHashes,
    source: 'operator',
    before,
  })
}

test('results of long ago, scrubbed since, open by link alone, and stop when their person is erased', async () => {
  const { db } = database
  const { assessment, token } = await createTestResultsEmail(db, {
    email: EMAIL,
    createdAt: new Date('2026-01-01'),
  })
  await db.$executeRaw`SELECT scrub_expired_pii(interval '30 days', 1000)`
  const open = (key: Parameters<typeof openResults>[2]) => openResults(db, assessment.id, key)
  expect(await open({ sessionIds: [], linkHashes: [(await hashToken(token))!] })).toMatchObject({
    email: null,
    unlocked: true,
  })
  expect(await open({ sessionIds: [assessment.sessionId] })).toBeNull()

  await erase()

  expect(await openLink(db, await hashToken(token))).toBeNull()
  expect(await open({ sessionIds: [], linkHashes: [(await hashToken(token))!] })).toBeNull()
  expect(await open({ sessionIds: [assessment.sessionId] })).toBeNull()
  // What nobody can be found by any more stays for the statistics.
  expect(await db.assessment.findMany()).toMatchObject([
    { id: assessment.id, totalScore: assessment.totalScore },
  ])
})

test('the link to an address that was replaced by another ends with the erasure of the first, and the results do', async () => {
  const { db } = database
  const { assessment, token } = await createTestResultsEmail(db, { email: EMAIL })
  await db.assessment.update({ where: { id: assessment.id }, data: { email: 'grace@example.com' } })

  await erase()

  expect(await openLink(db, await hashToken(token))).toBeNull()
  expect(await openResults(db, assessment.id, { sessionIds: [assessment.sessionId] })).toBeNull()
})

test('a resume link ends with the erasure of its address, also when the session has forgotten the address', async () => {
  const { db } = database
  const { sessionId } = await createTestAssessmentSession(db, { email: null })
  const email = await newMessage(EMAIL)
  expect(await enqueueResume(db, sessionId, email)).toBe('queued')

  await erase()

  expect(await openLink(db, email.link.tokenHash)).toBeNull()
})

test('what somebody left after their erasure is not taken from them when the erasure is replayed', async () => {
  const { db } = database
  const erasedAt = new Date('2026-06-01')
  const { assessment, token } = await createTestResultsEmail(db, { email: EMAIL })

  await erase(EMAIL, erasedAt)

  expect(
    await openResults(db, assessment.id, { sessionIds: [], linkHashes: [(await hashToken(token))!] }),
  ).not.toBeNull()
})
