import type { Database } from '#app/data/database.server.ts'
import type { Counter, Limited } from '#app/data/rate-limit.server.ts'
import { isOwnAddress } from '#app/domain/visit/traffic.ts'
import type { EmailOrigin } from '#app/services/mail/new-message.server.ts'
import { type CompletionOutcome, completeAssessment } from './complete.server.ts'
import type { StepOutcome } from './open-step.server.ts'
import { type StepErrors, type StepPost, readStepForm } from './read-step-form.server.ts'
import { type Unfinished, afterSave, saveStep } from './save-step.server.ts'

export interface StepSubmission extends StepPost {
  sessionId: string
  /** all that this browser has */
  sessionIds?: readonly string[]
  now: Date
  /** see ProgressData */
  shown?: Date | undefined
  emailOrigin: () => Promise<EmailOrigin>
  /** as the setting CONFIRM_BEFORE_SYNC */
  confirmFirst?: boolean | undefined
  /** of the setting OWN_EMAIL_DOMAINS: whoever has an address there tests */
  ownDomains?: readonly string[]
  /** what the save is counted by */
  counters?: readonly Counter[]
}

export type SubmitOutcome =
  /** `nextStep` is the one to show: the one before, where that was asked for. */
  | { kind: 'saved'; nextStep: number }
  /** What is valid is saved, except the e-mail address. */
  | { kind: 'invalid'; errors: StepErrors; expiresAt: Date }
  /** Nothing is saved. */
  | Extract<StepOutcome, { kind: 'ahead' }>
  | { kind: 'superseded' }
  | Limited
  | CompletionOutcome
  /** The answers are saved. */
  | Unfinished

export async function submitStep(db: Database, submission: StepSubmission): Promise<SubmitOutcome> {
  const { quiz, step, sessionId, fields, now, shown, language, ownDomains = [], counters } = submission
  const goesBack = fields.intent === 'back' && step > 1
  const { answers, contact, errors } = await readStepForm(submission, { partial: goesBack })
  // One round trip, whether something else on the page is wrong or not.
  const progress = {
    step,
    responses: answers,
    shown,
    ...(language && { language }),
    stepCompleted: errors === null && !goesBack,
    ...(errors === null && contact),
    ownTest: errors === null && isOwnAddress(contact.email, ownDomains),
  }
  const saved = await saveStep(db, sessionId, progress, now, counters)
  if (saved.kind === 'completed') return { ...saved, created: false, queued: false, emailId: null }
  if (saved.kind !== 'saved') return saved
  if (errors !== null) return { kind: 'invalid', errors, expiresAt: saved.session.expiresAt }
  if (goesBack) return { kind: 'saved', nextStep: step - 1 }
  if (step < quiz.areas.length) return { kind: 'saved', nextStep: step + 1 }
  return afterSave(saved.session, async () =>
    completeAssessment(db, saved.session, now, await submission.emailOrigin(), submission),
  )
}
