import { expect, test } from 'vitest'
import { erasePersonRowsByLink } from '#app/data/privacy/requests.server.ts'
import { hashEmail } from '#app/platform/address-hash.server.ts'
import { requestPrivacyLink } from '#app/services/privacy/request-link.server.ts'
import { createTestAccessLink, createTestPrivacyRequest } from '#tests/factories/privacy.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestEmailMessage } from '#tests/factories/outbox.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'

const database = await useTestDatabase()

const HASH_KEYS = ['new-key', 'old-key']

const ask = (email: string, ipAddress: string, sessionIds: string[] = []) =>
  requestPrivacyLink(
    database.db,
    { email, kind: 'export', language: 'en', ipAddress, sessionIds },
    { hash: HASH_KEYS, link: ['link-key'] },
  )

const ACCEPTED = { kind: 'accepted', messageId: expect.any(String) as string }
const FULL = { kind: 'too_many_to_address' }

/** Strangers ask under so many spellings of a mailbox that it is sent no more of them. */
async function exhaustSpellings(mailbox: string) {
  for (let stranger = 0; stranger < 10; stranger++)
    expect(await ask(`${mailbox}+${stranger}@example.com`, `198.51.100.${stranger}`)).toMatchObject(ACCEPTED)
  expect(await ask(`${mailbox}+more@example.com`, '198.51.100.10')).toEqual(FULL)
}

test('a network that has asked for too many links uses up none of anybody else', async () => {
  for (let asked = 0; asked < 10; asked++) {
    expect(await ask(`person-${asked}@example.com`, '192.0.2.1')).toMatchObject({ kind: 'accepted' })
  }
  for (let asked = 0; asked < 5; asked++) {
    expect(await ask('target@example.com', '192.0.2.1')).toMatchObject({ kind: 'too_many_from_network' })
  }

  expect(await ask('target@example.com', '192.0.2.2')).toMatchObject({
    messageId: expect.any(String) as string,
  })
})

test('one network asks under three spellings of a mailbox, all together under ten, and the mailbox itself has its own three', async () => {
  for (let asked = 0; asked < 3; asked++)
    expect(await ask(`one+${asked}@example.com`, '192.0.2.3')).toMatchObject(ACCEPTED)
  expect(await ask('one+3@example.com', '192.0.2.3')).toEqual(FULL)

  await exhaustSpellings('all')
  for (let asked = 0; asked < 3; asked++)
    expect(await ask('all@example.com', `192.0.2.${10 + asked}`)).toMatchObject(ACCEPTED)
  expect(await ask('all@example.com', '192.0.2.13')).toEqual(FULL)
})

test('a spelling that results were sent to, or that somebody has confirmed, has its own three whatever strangers make up', async () => {
  const { db } = database
  const hashOf = (email: string) => hashEmail(HASH_KEYS[1]!, email)
  await createTestEmailMessage(db, {
    recipientHash: await hashOf('owner+sent@example.com'),
    kind: 'results',
    recipient: null,
    completedAt: new Date(),
    status: 'completed',
  })
  await createTestAccessLink(db, {
    recipientHash: await hashOf('owner+used@example.com'),
    assessmentId: (await createTestAssessment(db)).id,
    usedAt: new Date(),
  })
  await exhaustSpellings('owner')
  for (const spelling of ['sent', 'used']) {
    const email = `owner+${spelling}@example.com`
    for (let asked = 0; asked < 3; asked++) expect(await ask(email, '192.0.2.20')).toMatchObject(ACCEPTED)
    expect(await ask(email, '192.0.2.20')).toEqual(FULL)
  }
})

test('no browser gets more for a mailbox by what it has typed itself', async () => {
  const { sessionId } = await createTestAssessmentSession(database.db, { email: 'typed+a@example.com' })
  await exhaustSpellings('typed')
  expect(await ask('typed+a@example.com', '192.0.2.30', [sessionId])).toEqual(FULL)
})

test('of two links that erase one person at the same time one does it, both answer its receipt, and neither waits for the other for ever', async () => {
  const { db } = database
  const email = 'erased-twice@example.com'
  const session = await createTestAssessmentSession(db, { email })
  const links = [await createTestPrivacyRequest(db, { email }), await createTestPrivacyRequest(db, { email })]
  const countBlocked = async () => {
    const [row] = await db.$queryRaw<[{ count: number }]>`
      SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0`
    return row.count
  }
  let erasing: Promise<PromiseSettledResult<string | null>[]> = Promise.resolve([])
  await db.$transaction(async (holding) => {
    await holding.$executeRaw`SELECT FROM assessment_sessions WHERE "sessionId" = ${session.sessionId} FOR UPDATE`
    erasing = Promise.allSettled(links.map(({ tokenHash }) => erasePersonRowsByLink(db, tokenHash, [])))
    await expect.poll(countBlocked).toBe(2)
  })

  const receipts = (await erasing).map((result) => (result.status === 'fulfilled' ? result.value : 'failed'))
  const [erasure] = await db.erasure.findMany()
  expect(receipts).toEqual([erasure!.id, erasure!.id])
  expect(await db.erasure.count()).toBe(1)
})
