import { expect, test } from 'vitest'
import { HOUR } from '#app/domain/duration.ts'
import {
  EMAIL_QUEUE,
  ERASURE_QUEUE,
  LEAD_QUEUE,
  LIFETIMES,
  PRIVACY_LINKS_PER_ADDRESS,
  PRIVACY_LINKS_PER_MAILBOX,
  PRIVACY_LINKS_PER_MAILBOX_AND_NETWORK,
  STARTS_PER_NETWORK,
  ADDRESSES_PER_ASSESSMENT,
} from '#app/domain/limits.ts'
import { createAssessmentSession } from '#app/data/sessions.server.ts'
import { AREAS } from '#tests/factories/quiz.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestEmailMessage, createTestQueueRow } from '#tests/factories/outbox.ts'
import { createTestErasure } from '#tests/factories/privacy.ts'
import { createMockSessionData } from '#tests/factories/sessions.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'

const { db } = await useTestDatabase()

test('a new session lives as long, and has as many steps, as the code says', async () => {
  const { startedAt, expiresAt, totalSteps } = await createAssessmentSession(db, createMockSessionData())
  expect(expiresAt.getTime() - startedAt.getTime()).toBe(LIFETIMES.session * 1000)
  expect(totalSteps).toBe(AREAS.length)
})

test('a queued lead has the attempts and the first delay that the code says', async () => {
  const { maxRetries, retryDelaySeconds } = await createTestQueueRow(db, await createTestAssessment(db))
  expect({ maxRetries, retryDelaySeconds }).toEqual({
    maxRetries: LEAD_QUEUE.maxRetries,
    retryDelaySeconds: LEAD_QUEUE.retryDelaySeconds,
  })
})

test('a queued e-mail has the attempts and the first delay that the code says', async () => {
  const { maxRetries, retryDelaySeconds } = await createTestEmailMessage(db)
  expect({ maxRetries, retryDelaySeconds }).toEqual({
    maxRetries: EMAIL_QUEUE.maxRetries,
    retryDelaySeconds: EMAIL_QUEUE.retryDelaySeconds,
  })
})

test('an erasure has the first delay that the code says, and is tried until it is done', async () => {
  const { maxRetries, retryDelaySeconds } = await createTestErasure(db)
  expect({ maxRetries, retryDelaySeconds }).toEqual({
    maxRetries: null,
    retryDelaySeconds: ERASURE_QUEUE.retryDelaySeconds,
  })
})

test('counters are kept as long as the longest rate limit looks back', async () => {
  const limits = [
    STARTS_PER_NETWORK,
    ADDRESSES_PER_ASSESSMENT,
    PRIVACY_LINKS_PER_ADDRESS,
    PRIVACY_LINKS_PER_MAILBOX,
    PRIVACY_LINKS_PER_MAILBOX_AND_NETWORK,
  ]
  const longest = Math.max(...limits.map(({ seconds }) => seconds))
  await db.$executeRaw`
    INSERT INTO rate_limits (key, hits, "updatedAt")
    VALUES ('needed', '{}', now() - make_interval(secs => ${longest + HOUR - 1}::float8))`
  await db.$executeRaw`SELECT delete_finished_rows(now(), interval '400 days', 10)`
  expect(await db.rateLimit.count({ where: { key: 'needed' } })).toBe(1)
})
