import type { Assessment, AssessmentSession, PrismaClient, Database } from '#app/data/database.server.ts'
import { mapContactFields } from '#app/domain/lead/contact.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { createMockContact, createTestAssessment, NO_CONTACT } from '#tests/factories/assessments.ts'
import { createTestQueueRow } from '#tests/factories/outbox.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** Any constant: two at once must not write the same record. */
const SEED_TEST_LOCK = 1_933_027_442

const SESSIONS = ['just-started', 'halfway', 'expired'] as const
const ASSESSMENTS = ['anonymous', 'waiting', 'synced', 'failed', 'due-for-scrub', 'scrubbed'] as const

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
 * Writes the scenario into a migrated database: the same records every time, at ages counted from `now`. Those that an
 * earlier run left, and what became of them, are replaced; whatever else is there stays.
 * @param now what the records' ages are counted from; the database's clock unless told
 */
export async function seedTest(db: PrismaClient, now?: Date): Promise<TestScenario> {
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SEED_TEST_LOCK})`
    const [clock] = await tx.$queryRaw<[{ now: Date }]>`SELECT now() AS now`
    await deleteScenario(tx)
    const at = now ?? clock.now
    return { ...(await createSessions(tx, at)), ...(await createAssessments(tx, at)) }
  })
}

const sessionId = (name: (typeof SESSIONS)[number]) => `test-session-${name}`
const assessmentId = (name: (typeof ASSESSMENTS)[number]) => `test-assessment-${name}`
const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * DAY_MS)

async function deleteScenario(db: Database): Promise<void> {
  const sessions = SESSIONS.map(sessionId)
  const ofSessions = { where: { sessionId: { in: sessions } } }
  await db.emailMessage.deleteMany(ofSessions)
  await db.accessLink.deleteMany(ofSessions)
  await db.assessmentSession.deleteMany(ofSessions)
  await db.assessment.deleteMany({
    where: { OR: [{ id: { in: ASSESSMENTS.map(assessmentId) } }, { sessionId: { in: sessions } }] },
  })
}

async function createSessions(db: Database, now: Date) {
  const create = (
    name: (typeof SESSIONS)[number],
    startedAt: Date,
    rest: Parameters<typeof createTestAssessmentSession>[1],
  ) =>
    createTestAssessmentSession(db, {
      sessionId: sessionId(name),
      ipAddressHash: `test-network-${name}`,
      startedAt,
      lastActivity: startedAt,
      expiresAt: new Date(startedAt.getTime() + DAY_MS),
      ...rest,
    })
  return {
    sessionJustStarted: await create('just-started', now, {}),
    sessionHalfway: await create('halfway', now, {
      currentStep: 2,
      responses: { value_assurance_1: 'B', customer_safe_1: 'C' },
      email: 'halfway@example.com',
    }),
    sessionExpired: await create('expired', daysBefore(now, 2), { email: 'expired@example.com' }),
  }
}

async function createAssessments(db: Database, now: Date) {
  const create = (
    name: (typeof ASSESSMENTS)[number],
    days: number,
    rest: Parameters<typeof createTestAssessment>[1],
  ) => {
    const at = daysBefore(now, days)
    return createTestAssessment(db, {
      id: assessmentId(name),
      sessionId: `test-session-of-${name}`,
      ...createMockContact(ASSESSMENTS.indexOf(name) + 1),
      email: `${name}@example.com`,
      ipAddressHash: `test-network-of-${name}`,
      startedAt: at,
      createdAt: at,
      updatedAt: at,
      completedAt: at,
      ...rest,
    })
  }
  const queue = (lead: Assessment, rest: Parameters<typeof createTestQueueRow>[2] = {}) =>
    createTestQueueRow(db, lead, {
      id: lead.id.replace('assessment', 'sync'),
      createdAt: lead.createdAt,
      nextRetryAt: lead.createdAt,
      ...rest,
    })

  const skipped = { hubspotSyncStatus: 'skipped', emailDeliveryStatus: 'skipped' }
  const anonymous = await create('anonymous', 1, { ...NO_CONTACT, ...skipped })
  const leadWaiting = await create('waiting', 0, { responses: answerAll('D') })
  await queue(leadWaiting)
  const leadSynced = await create('synced', 3, {
    responses: answerAll('A'),
    hubspotSyncStatus: 'synced',
    hubspotSyncAttempts: 1,
    hubspotSyncedAt: daysBefore(now, 3),
    hubspotContactId: '1001',
  })
  await queue(leadSynced, { status: 'completed', retryCount: 1, completedAt: daysBefore(now, 3) })
  const refused = 'invalid_email status=400'
  const leadFailed = await create('failed', 5, {
    responses: answerAll('C'),
    hubspotSyncStatus: 'failed',
    hubspotSyncAttempts: 5,
    hubspotSyncError: refused,
  })
  await queue(leadFailed, { status: 'dead', retryCount: 5, lastError: refused })
  const leadDueForScrub = await create('due-for-scrub', 31, { responses: answerAll('E') })
  await queue(leadDueForScrub)
  const leadScrubbed = await create('scrubbed', 40, {
    ...mapContactFields(() => null),
    hubspotSyncStatus: 'synced',
    emailScrubbedAt: daysBefore(now, 10),
  })
  return { anonymous, leadWaiting, leadSynced, leadFailed, leadDueForScrub, leadScrubbed }
}
