import { parseStepAnswers } from '#app/domain/quiz/answers.ts'
import { type EmailConsent, parseEmailConsent } from '#app/domain/lead/contact-form.ts'
import type { ProgressData } from '#app/data/sessions.server.ts'
import { consentEvidence } from './consent-evidence.server.ts'

/** By field; `form` is for the form as a whole. */
export type StepErrors = Readonly<Record<string, string | undefined>>

export interface StepForm {
  answers: ProgressData['responses']
  email: Pick<ProgressData, 'email' | 'consent'>
  errors: StepErrors | null
}

/** `partial`: answers may be missing. */
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
