import { expect, test } from 'vitest'
import { erasePersonRowsByLink } from '#app/data/privacy/requests.server.ts'
import { requestPrivacyLink } from '#app/services/privacy/request-link.server.ts'
import { createTestPrivacyRequest } from '#tests/factories/privacy.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'

const database = await useTestDatabase()

const ask = (email: string, ipAddress: string) =>
  requestPrivacyLink(
    database.db,
    { email, kind: 'export', language: 'en', ipAddress },
    { hash: ['new-key', 'old-key'], link: ['link-key'] },
  )

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
