import type { Database } from '#app/data/database.server.ts'
import { enqueueResume } from '#app/data/mail/outbox.server.ts'
import { newMessage } from '#app/services/mail/new-message.server.ts'
import type { StepOutcome } from './open-step.server.ts'
import { type StepErrors, readStepForm } from './read-step-form.server.ts'
import { saveStep } from './save-step.server.ts'
import type { StepSubmission } from './submit-step.server.ts'

export type ResumeLinkOutcome =
  | { kind: 'queued'; emailId: string }
  /** The answers are saved, and no more links go out for this network just now. */
  | { kind: 'too_many' }
  /** There is no address, or something is not valid: nothing is saved. */
  | { kind: 'invalid'; errors: StepErrors }
  | Exclude<StepOutcome, { kind: 'open' }>

/** Saves what has been answered so far, and queues an e-mail with a link that carries on from there elsewhere. */
export async function requestResumeLink(
  db: Database,
  { step, sessionId, fields, emailOrigin }: Omit<StepSubmission, 'now'>,
): Promise<ResumeLinkOutcome> {
  const { answers, email, errors } = readStepForm(step, fields, { partial: true })
  const recipient = email.email
  if (errors !== null || !recipient) {
    return { kind: 'invalid', errors: { ...(!fields.email?.trim() && NO_ADDRESS), ...errors } }
  }

  const saved = await saveStep(db, sessionId, { step, responses: answers, stepCompleted: false, ...email })
  if (saved.kind !== 'saved') return saved
  const message = await newMessage(recipient, await emailOrigin())
  switch (await enqueueResume(db, sessionId, message)) {
    case 'queued':
      return { kind: 'queued', emailId: message.id }
    case 'too_many':
      return { kind: 'too_many' }
    case 'no_session':
      return { kind: 'expired' }
  }
}

const NO_ADDRESS = { email: 'Enter the address to send the link to.' }
