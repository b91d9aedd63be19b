import { parseStepAnswers } from '#app/domain/quiz/answers.ts'
import { type EmailConsent, parseEmailConsent } from '#app/domain/lead/contact-form.ts'
import type { ProgressData } from '#app/data/sessions.server.ts'
import { consentEvidence } from './consent-evidence.server.ts'

/** Messages for people by field; `form` is for the form as a whole. */
export type StepErrors = Readonly<Record<string, string | undefined>>

/** The form of a step, read: what is valid of it, and what is wrong with the rest. */
export interface StepForm {
  answers: ProgressData['responses']
  /** the address with the consent given for it; nothing when there is none */
  email: Pick<ProgressData, 'email' | 'consent'>
  /** null when all is well */
  errors: StepErrors | null
}

/**
 * Reads the form of a step.
 * @param options.partial answers may be missing
 */
export function readStepForm(
  step: number,
  fields: Readonly<Record<string, string>>,
  options: { partial?: boolean } = {},
): StepForm {
  const { answers, errors: answerErrors } = parseStepAnswers(step, fields, options)
  const contact = parseEmailConsent(fields)
  const errors = { ...answerErrors, ...contact.errors }
  return {
    answers,
    email: consentedEmail(contact),
    errors: Object.keys(errors).length > 0 ? errors : null,
  }
}

function consentedEmail({ email, consent }: EmailConsent): StepForm['email'] {
  return email && consent ? { email, consent: consentEvidence(consent) } : {}
}
