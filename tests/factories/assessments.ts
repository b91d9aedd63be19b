import type { Assessment, Database, Prisma } from '#app/data/database.server.ts'
import { mapContactFields } from '#app/domain/lead/contact.ts'
import { rankLead } from '#app/domain/lead/quality.ts'
import { QUIZ, QUIZ_VERSION } from './quiz.ts'
import { storedRecommendations } from '#app/domain/quiz/recommendations.ts'
import { scoreAssessment } from '#app/domain/quiz/scoring.ts'
import { CONTACT_EVIDENCE } from './consent.ts'
import { answerAll } from './answers.ts'
import { nextNumber } from './counter.ts'

/** Contact details of a person with consent, at an address that nobody has. */
export function createMockContact(number = nextNumber()) {
  return {
    ...mapContactFields((_, { example }) => example),
    email: `person-${number}@example.com`,
    lastName: `Sample ${number}`,
    phone: null,
    consentAt: new Date('2026-11-01T09:30:00Z'),
    ...CONTACT_EVIDENCE,
  }
}

/** The columns of a contact about whom nothing is known. */
export const NO_CONTACT = {
  ...mapContactFields(() => null),
  consentAt: null,
  consentTextVersion: null,
  consentTextHash: null,
  consentPurposes: [],
}

/** A completed assessment whose scores, recommendations and lead quality follow from its answers and contact. */
function createMockAssessmentData(
  overrides: Partial<Prisma.AssessmentUncheckedCreateInput> = {},
): Prisma.AssessmentUncheckedCreateInput {
  const number = nextNumber()
  const responses = (overrides.responses as ReturnType<typeof answerAll> | undefined) ?? answerAll('B')
  const score = scoreAssessment(QUIZ, responses)
  const { totalScore, scoreBreakdown, scoreCategory } = score
  const contact = { ...createMockContact(number), ...overrides }
  const lead = rankLead({ ...contact, totalScore })
  return {
    sessionId: `completed-session-${number}`,
    responses,
    quizVersion: QUIZ_VERSION,
    totalScore,
    scoreBreakdown,
    scoreCategory,
    recommendations: storedRecommendations(QUIZ, score),
    completedAt: new Date('2026-11-01T09:40:00Z'),
    completionTimeSeconds: 600,
    browserInfo: { browser: 'Chrome', device: 'desktop' },
    referrerSource: 'https://search.example.com/results?utm_source=newsletter',
    abTestVariant: 'control',
    ipAddressHash: `network-${number}`,
    leadQuality: lead?.leadQuality ?? 'basic',
    qualifiedForBriefing: lead?.qualifiedForBriefing ?? false,
    ...contact,
  }
}

/** A stored assessment; without overrides one of a consented person, waiting for its sync. */
export async function createTestAssessment(
  db: Database,
  overrides: Partial<Prisma.AssessmentUncheckedCreateInput> = {},
): Promise<Assessment> {
  return db.assessment.create({ data: createMockAssessmentData(overrides) })
}
