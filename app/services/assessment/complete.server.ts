import { insertAssessment } from '#app/data/assessments.server.ts'
import type { Database } from '#app/data/database.server.ts'
import type { SessionRow } from '#app/data/sessions.server.ts'
import { browserInfo } from '#app/domain/visit/browser-info.ts'
import { firstIncompleteStep, knownAnswers } from '#app/domain/quiz/answers.ts'
import { TOTAL_STEPS } from '#app/domain/quiz/quiz.ts'
import { storedRecommendations } from '#app/domain/quiz/recommendations.ts'
import { scoreAssessment } from '#app/domain/quiz/scoring.ts'
import { type EmailOrigin, newResultsMessage } from '#app/services/mail/new-message.server.ts'
import { prepareLead } from './prepare-lead.server.ts'
import { openStep } from './open-step.server.ts'

const MAX_ATTEMPTS = 5

export type CompletionOutcome =
  | {
      kind: 'completed'
      assessmentId: string
      created: boolean
      /** whether it is to reach HubSpot */
      queued: boolean
      /** the message with the results; null when there is none, or another request has queued it */
      emailId: string | null
    }
  /** A step lacks answers, for instance because the quiz has changed since. */
  | { kind: 'incomplete'; step: number }
  | { kind: 'expired' }

/** The session changed under every attempt to complete it. Repeating the request is safe. */
class BusySessionError extends Error {
  override readonly name = 'BusySessionError'
  constructor(attempts: number) {
    super(`The session changed during each of ${attempts} attempts to complete it.`)
  }
}

/**
 * Scores a session and turns it into an assessment with its outbox row: all or nothing, and once, however often and
 * however concurrently it is called.
 * @param session as the last save returned it; when another tab has changed it since, it is read again
 */
export async function completeAssessment(
  db: Database,
  session: SessionRow,
  now: Date,
  emailOrigin: EmailOrigin,
): Promise<CompletionOutcome> {
  let current = session
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const answers = knownAnswers(current.responses)
    const step = firstIncompleteStep(answers)
    if (step !== null) return { kind: 'incomplete', step }
    const score = scoreAssessment(answers)
    const { totalScore, scoreBreakdown, scoreCategory } = score
    const id = crypto.randomUUID()
    const lead = prepareLead({
      ...current,
      assessmentId: id,
      totalScore,
      scoreBreakdown,
      scoreCategory,
      completedAt: now,
      completionTimeSeconds: Math.max(0, Math.round((now.getTime() - current.startedAt.getTime()) / 1000)),
      leadSource: current.referrerSource,
    })
    const resultsEmail = await newResultsMessage({ ...current, ...lead }, emailOrigin)
    const assessmentId = await insertAssessment(db, current, {
      id,
      totalScore,
      scoreBreakdown,
      scoreCategory,
      recommendations: storedRecommendations(score),
      browserInfo: browserInfo(current.userAgent),
      ...lead,
      resultsEmail,
    })
    if (assessmentId) {
      const queued = lead.outbox !== null
      return { kind: 'completed', assessmentId, created: true, queued, emailId: resultsEmail?.id ?? null }
    }

    const outcome = await openStep(db, current.sessionId, TOTAL_STEPS)
    if (outcome.kind === 'completed') {
      return { ...outcome, created: false, queued: false, emailId: null }
    }
    if (outcome.kind !== 'open') return { kind: 'expired' }
    current = outcome.session
  }
  throw new BusySessionError(MAX_ATTEMPTS)
}
