import type { AssessmentSession, Database, Prisma } from '#app/data/database.server.ts'
import type { CreateSessionData } from '#app/data/sessions.server.ts'
import { QUIZ_VERSION, SCORECARD } from './quiz.ts'
import { nextNumber } from './counter.ts'

/** What `createAssessmentSession` takes: each call another visitor from another network. */
export function createMockSessionData(overrides: Partial<CreateSessionData> = {}): CreateSessionData {
  const number = nextNumber()
  return {
    sessionId: `session-${number}`,
    scorecard: SCORECARD,
    quizVersion: QUIZ_VERSION,
    totalSteps: 4,
    ipAddressHash: `network-${number}`,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36',
    referrerSource: 'https://search.example.com/results?utm_source=newsletter',
    abTestVariant: 'control',
    trafficKind: 'visitor',
    source: 'newsletter',
    medium: null,
    campaign: null,
    sourceKind: 'campaign',
    device: 'desktop',
    locale: 'en',
    ...overrides,
  }
}

/** A stored session that has just started, with no answers. */
export async function createTestAssessmentSession(
  db: Database,
  overrides: Partial<Prisma.AssessmentSessionUncheckedCreateInput> = {},
): Promise<AssessmentSession> {
  return db.assessmentSession.create({ data: { ...createMockSessionData(), ...overrides } })
}
