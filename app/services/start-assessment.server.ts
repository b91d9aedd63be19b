import type { Database } from '#app/data/database.server.ts'
import { StartLimitError, createAssessmentSession } from '#app/data/sessions.server.ts'
import { QUIZ_VERSION } from '#app/domain/quiz.ts'
import { cleanReferrer } from '#app/domain/referrer.ts'
import { cleanUserAgent } from '#app/domain/browser-info.ts'
import { generateSessionId, hashIp } from '#app/platform/hash.server.ts'

export interface StartInput {
  /** `CF-Connecting-IP`; no other header is to be believed */
  ipAddress: string | null
  userAgent: string | null
  referrer: string | null
  abTestVariant: string
  ipHashSecret: string
}

export type StartOutcome = { kind: 'started'; sessionId: string } | { kind: 'too_many_starts' }

/** Starts an assessment for a visitor, in one round trip. */
export async function startAssessment(db: Database, input: StartInput): Promise<StartOutcome> {
  try {
    const { sessionId } = await createAssessmentSession(db, {
      sessionId: generateSessionId(),
      quizVersion: QUIZ_VERSION,
      ipAddressHash: await hashIp(input.ipHashSecret, input.ipAddress),
      userAgent: cleanUserAgent(input.userAgent),
      referrerSource: cleanReferrer(input.referrer),
      abTestVariant: input.abTestVariant,
    })
    return { kind: 'started', sessionId }
  } catch (error) {
    if (error instanceof StartLimitError) return { kind: 'too_many_starts' }
    throw error
  }
}
