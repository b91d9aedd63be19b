import { findAssessmentId } from '#app/data/assessments.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { type SessionRow, findSession } from '#app/data/sessions.server.ts'

export type StepOutcome =
  | { kind: 'open'; session: SessionRow }
  /** Steps before it are not complete; `nextStep` is the one to go on with. */
  | { kind: 'ahead'; nextStep: number }
  | { kind: 'completed'; assessmentId: string }
  | { kind: 'expired' }

/** What a step's page may show. One round trip, and another only when the session is gone. */
export async function openStep(db: Database, sessionId: string, step: number): Promise<StepOutcome> {
  const session = await findSession(db, sessionId)
  if (!session) {
    const assessmentId = await findAssessmentId(db, sessionId)
    return assessmentId ? { kind: 'completed', assessmentId } : { kind: 'expired' }
  }
  if (session.currentStep < step - 1) return { kind: 'ahead', nextStep: session.currentStep + 1 }
  return { kind: 'open', session }
}
