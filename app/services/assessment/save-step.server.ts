import type { Database } from '#app/data/database.server.ts'
import { type ProgressData, type SessionRow, saveAssessmentProgress } from '#app/data/sessions.server.ts'
import { type StepOutcome, openStep } from './open-step.server.ts'

export type SaveOutcome = { kind: 'saved'; session: SessionRow } | Exclude<StepOutcome, { kind: 'open' }>

/**
 * Saves answers of a step: one round trip. Why a save was not possible is looked up only then.
 */
export async function saveStep(
  db: Database,
  sessionId: string,
  progress: ProgressData,
): Promise<SaveOutcome> {
  const session = await saveAssessmentProgress(db, sessionId, progress)
  if (session) return { kind: 'saved', session }
  const outcome = await openStep(db, sessionId, progress.step)
  // Open after all: the session was renewed between the two statements, and saving again is safe.
  return outcome.kind === 'open' ? saveStep(db, sessionId, progress) : outcome
}
