import type { Assessment, AssessmentSession, PrismaClient } from '#app/data/database.server.ts'
import { createNodeClient } from '#app/data/node-client.server.ts'
import { mapContactFields } from '#app/domain/lead/contact.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { createTestAssessment, NO_CONTACT } from '#tests/factories/assessments.ts'
import { createTestQueueRow } from '#tests/factories/outbox.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { migrate } from './migrate.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** One record in each state that tests of lists, counts and jobs want to see side by side. */
export interface TestScenario {
  sessionJustStarted: AssessmentSession
  sessionHalfway: AssessmentSession
  sessionExpired: AssessmentSession
  anonymous: Assessment
  leadWaiting: Assessment
  leadSynced: Assessment
  leadFailed: Assessment
  /** 31 days old and not scrubbed yet */
  leadDueForScrub: Assessment
  leadScrubbed: Assessment
}

/**
 * Writes the scenario into an empty, migrated database: the same records every time, at ages counted from `now`.
 * @param now what the records' ages are counted from; the database's clock where jobs compare with it
 */
export async function seedTest(db: PrismaClient, now: Date): Promise<TestScenario> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS)
  const session = (sessionId: string, rest: Parameters<typeof createTestAssessmentSession>[1]) =>
    createTestAssessmentSession(db, { sessionId, ...rest })
  const assessment = (id: string, rest: Parameters<typeof createTestAssessment>[1]) =>
    createTestAssessment(db, { id, sessionId: `session-of-${id}`, email: `${id}@example.com`, ...rest })

  const sessionJustStarted = await session('just-started', { startedAt: now, expiresAt: daysAgo(-1) })
  const sessionHalfway = await session('halfway', {
    currentStep: 2,
    responses: { value_assurance_1: 'B', customer_safe_1: 'C' },
    email: 'halfway@example.com',
    startedAt: now,
    expiresAt: daysAgo(-1),
  })
  const sessionExpired = await session('expired', {
    email: 'expired@example.com',
    startedAt: daysAgo(2),
    expiresAt: daysAgo(1),
  })

  const skipped = { hubspotSyncStatus: 'skipped', emailDeliveryStatus: 'skipped' }
  const anonymous = await assessment('anonymous', { ...NO_CONTACT, ...skipped, createdAt: daysAgo(1) })
  const leadWaiting = await assessment('waiting', { responses: answerAll('D'), createdAt: now })
  await createTestQueueRow(db, leadWaiting)
  const leadSynced = await assessment('synced', {
    responses: answerAll('A'),
    hubspotSyncStatus: 'synced',
    hubspotSyncAttempts: 1,
    hubspotSyncedAt: daysAgo(3),
    hubspotContactId: '1001',
    createdAt: daysAgo(3),
  })
  await createTestQueueRow(db, leadSynced, { status: 'completed', retryCount: 1, completedAt: daysAgo(3) })
  const leadFailed = await assessment('failed', {
    responses: answerAll('C'),
    hubspotSyncStatus: 'failed',
    hubspotSyncAttempts: 5,
    hubspotSyncError: 'invalid_email status=400',
    createdAt: daysAgo(5),
  })
  await createTestQueueRow(db, leadFailed, {
    status: 'dead',
    retryCount: 5,
    lastError: 'invalid_email status=400',
  })
  const leadDueForScrub = await assessment('due-for-scrub', {
    responses: answerAll('E'),
    createdAt: daysAgo(31),
  })
  await createTestQueueRow(db, leadDueForScrub)
  const leadScrubbed = await assessment('scrubbed', {
    ...mapContactFields(() => null),
    hubspotSyncStatus: 'synced',
    emailScrubbedAt: daysAgo(10),
    createdAt: daysAgo(40),
  })
  return {
    sessionJustStarted,
    sessionHalfway,
    sessionExpired,
    anonymous,
    leadWaiting,
    leadSynced,
    leadFailed,
    leadDueForScrub,
    leadScrubbed,
  }
}

if (import.meta.main) {
  const url = process.env.TEST_DATABASE_URL
  if (url) {
    await migrate({ url })
    const db = createNodeClient(url)
    await seedTest(db, new Date()).finally(() => db.$disconnect())
  } else {
    console.error('Set TEST_DATABASE_URL to the database that is to get the test records.')
    process.exitCode = 1
  }
}
