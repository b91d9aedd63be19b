import { insertAssessment } from '#app/data/assessments.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { type SessionRow, findSuccessor, readSessionVersion } from '#app/data/sessions.server.ts'
import { standingPurposes } from '#app/domain/lead/consent.ts'
import { parseStoredBrowser } from '#app/domain/visit/browser-info.ts'
import { quizOf } from '#app/content/scorecards.ts'
import { firstIncompleteStep, knownAnswers } from '#app/domain/quiz/answers.ts'
import { storedRecommendations } from '#app/domain/quiz/recommendations.ts'
import { scoreAssessment } from '#app/domain/quiz/scoring.ts'
import { type EmailOrigin, newResultsMessage } from '#app/services/mail/new-message.server.ts'
import { prepareLead } from './prepare-lead.server.ts'

const MAX_ATTEMPTS = 5

export type CompletionOutcome =
  | {
      kind: 'completed'
      assessmentId: string
      created: boolean
      queued: boolean
      /** null also when another request has queued it */
      emailId: string | null
    }
  /** For instance because the quiz has changed since. */
  | { kind: 'incomplete'; step: number }
  | { kind: 'moved' }
  | { kind: 'expired' }

/** Repeating the request is safe. */
class BusySessionError extends Error {
  override readonly name = 'BusySessionError'
  constructor(attempts: number) {
    super(`The session changed during each of ${attempts} attempts to complete it.`)
  }
}

/** All or nothing, and once, however often it is called at once. A session that another tab changed is read again. */
export async function completeAssessment(
  db: Database,
  session: SessionRow,
  now: Date,
  emailOrigin: EmailOrigin,
  {
    confirmFirst,
    sessionIds,
  }: { confirmFirst?: boolean | undefined; sessionIds?: readonly string[] | undefined } = {},
): Promise<CompletionOutcome> {
  let current = session
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const quiz = quizOf(current)
    const answers = knownAnswers(quiz, current.responses)
    const step = firstIncompleteStep(quiz, answers)
    if (step !== null) return { kind: 'incomplete', step }
    const score = scoreAssessment(quiz, answers)
    const { totalScore, scoreBreakdown, scoreCategory } = score
    const id = crypto.randomUUID()
    const purposes = standingPurposes(current)
    const lead = prepareLead({
      ...current,
      purposes,
      assessmentId: id,
      totalScore,
      scoreBreakdown,
      scoreCategory,
      completedAt: now,
      completionTimeSeconds: Math.max(0, Math.round((now.getTime() - current.startedAt.getTime()) / 1000)),
      leadSource: current.referrerSource,
      confirmFirst,
      traceId: emailOrigin.traceId,
    })
    const resultsEmail = await newResultsMessage(
      { ...current, ...lead, assessmentId: id, purposes },
      emailOrigin,
    )
    const assessmentId = await insertAssessment(db, current, {
      id,
      totalScore,
      scoreBreakdown,
      scoreCategory,
      recommendations: storedRecommendations(quiz, score),
      browserInfo: parseStoredBrowser(current.userAgent),
      ...lead,
      resultsEmail,
      sessionIds,
      traceId: emailOrigin.traceId,
    })
    if (assessmentId) {
      const queued = lead.outbox !== null
      return { kind: 'completed', assessmentId, created: true, queued, emailId: resultsEmail?.id ?? null }
    }

    const changed = await readSessionVersion(db, current.sessionId)
    if (!changed) return explainMissingSession(db, current.sessionId)
    current = changed
  }
  throw new BusySessionError(MAX_ATTEMPTS)
}

async function explainMissingSession(db: Database, sessionId: string): Promise<CompletionOutcome> {
  const { assessmentId, moved } = await findSuccessor(db, sessionId)
  if (assessmentId === null) return { kind: moved ? 'moved' : 'expired' }
  return { kind: 'completed', assessmentId, created: false, queued: false, emailId: null }
}
