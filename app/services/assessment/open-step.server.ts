import type { Database } from '#app/data/database.server.ts'
import { findOtherSession } from '#app/data/other-session.server.ts'
import { type OpenSession, findSession, findSuccessor } from '#app/data/sessions.server.ts'

export type StepOutcome =
  | { kind: 'open'; session: OpenSession }
  | { kind: 'ahead'; nextStep: number }
  | { kind: 'completed'; assessmentId: string; totalScore: number }
  /** Another browser carries it on. */
  | { kind: 'moved' }
  | { kind: 'expired' }

/** One round trip, and another only when the session is gone. */
export async function openStep(
  db: Database,
  sessionId: string,
  step: number,
  now: Date,
): Promise<StepOutcome> {
  const session = await findSession(db, sessionId, now)
  if (!session) {
    const { assessmentId, totalScore, moved } = await findSuccessor(db, sessionId)
    if (assessmentId !== null) return { kind: 'completed', assessmentId, totalScore: totalScore! }
    return { kind: moved ? 'moved' : 'expired' }
  }
  if (session.currentStep < step - 1) return { kind: 'ahead', nextStep: session.currentStep + 1 }
  return { kind: 'open', session }
}

/** Where another assessment of a browser is carried on. */
export async function findOtherStep(
  db: Database,
  others: readonly string[],
  scorecard: string,
  now: Date,
): Promise<{ sessionId: string; step: number } | null> {
  const other = await findOtherSession(db, others, scorecard, now)
  return other && { sessionId: other.sessionId, step: Math.min(other.currentStep + 1, other.totalSteps) }
}
