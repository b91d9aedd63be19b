import { findAssessmentId } from '#app/data/assessments.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { type OpenSession, findSession } from '#app/data/sessions.server.ts'

export type StepOutcome =
  | { kind: 'open'; session: OpenSession }
  | { kind: 'ahead'; nextStep: number }
  | { kind: 'completed'; assessmentId: string }
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
    const assessmentId = await findAssessmentId(db, sessionId)
    return assessmentId ? { kind: 'completed', assessmentId } : { kind: 'expired' }
  }
  if (session.currentStep < step - 1) return { kind: 'ahead', nextStep: session.currentStep + 1 }
  return { kind: 'open', session }
}
