import { QUIZ } from '#tests/factories/quiz.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashIp } from '#app/platform/network.server.ts'
import { requestPrivacyLink } from '#app/services/privacy/request-link.server.ts'
import { USUAL_CAMPAIGN_RULES } from '#app/domain/visit/campaign.ts'
import { startAssessment } from '#app/services/assessment/start.server.ts'
import { type TestDatabase, createTestDatabase } from '#tests/helpers/database.ts'

const OLD_KEY = 'old-key-00000000000000000000000000000000'
const NEW_KEY = 'new-key-00000000000000000000000000000000'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

const start = (ipAddress: string, ipHashSecrets: string[]) =>
  startAssessment(database.db, {
    quiz: QUIZ,
    ipAddress,
    ipHashSecrets,
    startsPerHour: 10,
    campaignRules: USUAL_CAMPAIGN_RULES,
    userAgent: null,
    referrer: null,
    url: 'https://quiz.example.com/assessment/start',
    abTestVariant: 'control',
  })

test('a network that used up its starts gets no more by the replacement of the key, nor by the end of the old one', async () => {
  for (let started = 0; started < 9; started++) await start('192.0.2.7', [OLD_KEY])
  expect(await start('192.0.2.7', [NEW_KEY, OLD_KEY])).toMatchObject({ kind: 'started' })
  expect(await start('192.0.2.7', [NEW_KEY, OLD_KEY])).toMatchObject({ kind: 'challenge' })
})

test('starts between the replacement and the end of the old key count under the new one', async () => {
  for (let started = 0; started < 10; started++) await start('192.0.2.8', [NEW_KEY, OLD_KEY])
  expect(await start('192.0.2.8', [NEW_KEY])).toMatchObject({ kind: 'challenge' })
})

test('what is stored is the hash under the first key, and never the address', async () => {
  const outcome = await start('192.0.2.9', [NEW_KEY, OLD_KEY])
  if (outcome.kind !== 'started') throw new Error(outcome.kind)
  const { ipAddressHash } = await database.db.assessmentSession.findUniqueOrThrow({
    where: { sessionId: outcome.sessionId },
  })
  expect(ipAddressHash).toBe(await hashIp(NEW_KEY, '192.0.2.9'))
  const keys = await database.db.rateLimit.findMany({ select: { key: true } })
  expect(JSON.stringify([ipAddressHash, keys])).not.toContain('192.0.2')
})

test('an address that has its links of the day gets no more by the replacement of the key', async () => {
  const ask = (hash: string[]) => {
    const input = {
      email: 'often@example.com',
      kind: 'export',
      language: 'en',
      ipAddress: '198.51.100.1',
      sessionIds: [],
    } as const
    return requestPrivacyLink(database.db, input, { hash, link: ['link-key'] })
  }
  for (let asked = 0; asked < 3; asked++) {
    expect(await ask([OLD_KEY])).toMatchObject({ messageId: expect.any(String) as string })
  }
  expect(await ask([NEW_KEY, OLD_KEY])).toMatchObject({ kind: 'too_many_to_address' })
})
