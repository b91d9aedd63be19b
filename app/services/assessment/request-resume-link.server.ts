import type { Database } from '#app/data/database.server.ts'
import { isOwnAddress } from '#app/domain/visit/traffic.ts'
import type { EmailState } from '#app/domain/mail/email-state.ts'
import { enqueueResume, findResumeState } from '#app/data/mail/outbox.server.ts'
import { newMessage } from '#app/services/mail/new-message.server.ts'
import type { Limited } from '#app/data/rate-limit.server.ts'
import type { StepOutcome } from './open-step.server.ts'
import { type StepErrors, readStepForm } from './read-step-form.server.ts'
import { type Unfinished, afterSave, saveStep } from './save-step.server.ts'
import type { StepSubmission } from './submit-step.server.ts'

export type ResumeLinkOutcome =
  | { kind: 'queued'; emailId: string }
  /** The answers are saved. */
  | { kind: 'too_many' | 'address_full'; expiresAt: Date }
  | Unfinished
  /** Nothing is saved. */
  | { kind: 'invalid'; errors: StepErrors }
  | Limited
  | Exclude<StepOutcome, { kind: 'open' }>
  | { kind: 'superseded' }

export async function requestResumeLink(
  db: Database,
  submission: StepSubmission,
  addressPerDay?: number,
): Promise<ResumeLinkOutcome> {
  const { step, sessionId, fields, now, shown, emailOrigin, language, ownDomains = [], counters } = submission
  const { answers, contact, errors } = await readStepForm(submission, { partial: true })
  const recipient = contact.email
  if (errors !== null || !recipient) {
    const missing = !fields.email?.trim() && { email: { kind: 'no_link_address' } as const }
    return {
      kind: 'invalid',
      errors: { answers: errors?.answers ?? {}, contact: { ...missing, ...errors?.contact } },
    }
  }

  const progress = {
    step,
    responses: answers,
    stepCompleted: false,
    shown,
    ...(language && { language }),
    ...contact,
    ownTest: isOwnAddress(recipient, ownDomains),
  }
  const saved = await saveStep(db, sessionId, progress, now, counters)
  if (saved.kind !== 'saved') return saved
  return afterSave(saved.session, async () => {
    const origin = await emailOrigin()
    const message = await newMessage(recipient, origin)
    const outcome = await enqueueResume(db, sessionId, message, addressPerDay, origin.siteHash)
    switch (outcome) {
      case 'queued':
        return { kind: 'queued', emailId: message.id }
      case 'too_many':
      case 'address_full':
        return { kind: outcome, expiresAt: saved.session.expiresAt }
      case 'no_session':
        return { kind: 'expired' }
    }
  })
}

/** @returns how far the latest link for this session has come; null: none was asked for */
export function readResumeState(db: Database, sessionId: string): Promise<EmailState | null> {
  return findResumeState(db, sessionId)
}
