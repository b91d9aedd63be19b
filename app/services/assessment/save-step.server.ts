import type { Database } from '#app/data/database.server.ts'
import { type ProgressData, type SessionRow, saveAssessmentProgress } from '#app/data/sessions.server.ts'
import { type Counter, type Limited, orLimited } from '#app/data/rate-limit.server.ts'
import { type StepOutcome, openStep } from './open-step.server.ts'

const MAX_ATTEMPTS = 2

export type SaveOutcome =
  | { kind: 'saved'; session: SessionRow }
  /** Nothing is saved. */
  | Limited
  | Exclude<StepOutcome, { kind: 'open' }>
  /** Answers came after those that the form was made of. */
  | { kind: 'superseded' }

/** One round trip. Only a save that was not possible takes another, to learn why. */
export async function saveStep(
  db: Database,
  sessionId: string,
  progress: ProgressData,
  now: Date,
  counters: readonly Counter[] = [],
): Promise<SaveOutcome> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const saved = await orLimited(() => saveAssessmentProgress(db, sessionId, progress, counters))
    if (saved) return 'kind' in saved ? saved : { kind: 'saved', session: saved }
    const outcome = await openStep(db, sessionId, progress.step, now)
    // Open after all: the session was renewed between the two statements, and saving again is safe.
    if (outcome.kind !== 'open') return outcome
    if (progress.shown && progress.shown.getTime() !== outcome.session.expiresAt.getTime())
      return { kind: 'superseded' }
  }
  // Its time ends at this moment: it is over by the database's clock, and not yet by ours.
  return { kind: 'expired' }
}

export interface Unfinished {
  kind: 'unfinished'
  expiresAt: Date
  error: unknown
}

/** What comes after a save that stands: the next change rests on it, whatever becomes of this. */
export async function afterSave<Outcome>(
  { expiresAt }: SessionRow,
  work: () => Promise<Outcome>,
): Promise<Outcome | Unfinished> {
  try {
    return await work()
  } catch (error) {
    return { kind: 'unfinished', expiresAt, error }
  }
}
