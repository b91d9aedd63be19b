import type { Database } from '#app/data/database.server.ts'
import { type ProgressData, type SessionRow, saveAssessmentProgress } from '#app/data/sessions.server.ts'
import { type StepOutcome, openStep } from './open-step.server.ts'

export type SaveOutcome = { kind: 'saved'; session: SessionRow } | Exclude<StepOutcome, { kind: 'open' }>

/** One round trip. Only a save that was not possible takes another, to learn why. */
export async function saveStep(
  db: Database,
  sessionId: string,
  progress: ProgressData,
): Promise<SaveOutcome> {
  const session = await saveAssessmentProgress(db, sessionId, progress)
  if (session) return { kind: 'saved', session }
  const outcome = await openStep(db, sessionId, progress.step)
  // The session was renewed between the two statements: saving again is safe.
  return outcome.kind === 'open' ? saveStep(db, sessionId, progress) : outcome
}
