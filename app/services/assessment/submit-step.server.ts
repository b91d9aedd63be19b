import type { Database } from '#app/data/database.server.ts'
import { TOTAL_STEPS } from '#app/domain/quiz/quiz.ts'
import type { EmailOrigin } from '#app/services/mail/new-message.server.ts'
import { type CompletionOutcome, completeAssessment } from './complete.server.ts'
import type { StepOutcome } from './open-step.server.ts'
import { type StepErrors, readStepForm } from './read-step-form.server.ts'
import { saveStep } from './save-step.server.ts'

/** The form of a step as a visitor posted it. */
export interface StepSubmission {
  step: number
  sessionId: string
  fields: Readonly<Record<string, string>>
  now: Date
  /** asked only where an e-mail is to be made */
  emailOrigin: () => Promise<EmailOrigin>
}

export type SubmitOutcome =
  | { kind: 'saved'; nextStep: number }
  /** Something is missing or not valid; what was valid is saved, but for the e-mail address. */
  | { kind: 'invalid'; errors: StepErrors }
  /** An earlier step comes first, and nothing is saved. */
  | Extract<StepOutcome, { kind: 'ahead' }>
  | CompletionOutcome

/** Saves a step, and after the last one completes the assessment. */
export async function submitStep(
  db: Database,
  { step, sessionId, fields, now, emailOrigin }: StepSubmission,
): Promise<SubmitOutcome> {
  const { answers, email, errors } = readStepForm(step, fields)
  // What is valid is saved even when something else on the page is not: one round trip either way.
  const saved = await saveStep(db, sessionId, {
    step,
    responses: answers,
    stepCompleted: errors === null,
    ...(errors === null && { ...email, removeEmail: isEmailRemoved(fields) }),
  })
  if (saved.kind === 'completed') return { ...saved, created: false, queued: false, emailId: null }
  if (saved.kind !== 'saved') return saved
  if (errors !== null) return { kind: 'invalid', errors }
  if (step < TOTAL_STEPS) return { kind: 'saved', nextStep: step + 1 }
  return completeAssessment(db, saved.session, now, await emailOrigin())
}

/**
 * Whether a stored address was on the page and its field has been emptied. A page from before the address was given
 * (another tab, the way back) has an empty field as well, and removes nothing.
 */
function isEmailRemoved({ email_stored: stored, email }: StepSubmission['fields']): boolean {
  return stored !== undefined && email?.trim() === ''
}
