import { type AnswerProblem, parseStepAnswers } from '#app/domain/quiz/answers.ts'
import { type ConsentPlace, currentText } from '#app/domain/lead/consent.ts'
import { ownConsentTexts } from '#app/domain/lead/own-consent.ts'
import { type StepContact, parseStepContact } from '#app/domain/lead/contact-form.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'
import type { ProgressData } from '#app/data/sessions.server.ts'
import { consentEvidence } from './consent-evidence.server.ts'

export interface StepErrors {
  /** by question; `form` is for the form as a whole */
  answers: Readonly<Record<string, AnswerProblem>>
  contact: StepContact['errors']
}

export interface SentStep {
  answers: ProgressData['responses']
  contact: Pick<ProgressData, 'email' | 'request' | 'consent' | 'consentTakenBack' | 'removeEmail'>
  errors: StepErrors | null
}

type Fields = Readonly<Record<string, string>>

/** A step's form as it was posted. */
export interface StepPost extends Omit<ConsentPlace, 'ownTexts'> {
  quiz: Quiz
  step: number
  fields: Fields
  company?: string | null
}

/** `partial`: answers may be missing. */
export async function readStepForm(
  { quiz, step, fields, company = null, language, crm }: StepPost,
  options: { partial: boolean },
): Promise<SentStep> {
  const { answers, errors: answerErrors } = parseStepAnswers(quiz, step, fields, options)
  if (isEmailRemoved(fields)) {
    return { answers, contact: { removeEmail: true }, errors: orNull({ answers: answerErrors, contact: {} }) }
  }
  const place = { language, crm, ownTexts: ownConsentTexts(quiz) }
  const { email, consent, errors: contactErrors } = parseStepContact(fields, place)
  return {
    answers,
    contact: email
      ? {
          email,
          request: await consentEvidence(currentText('results', place), company),
          consent: consent && (await consentEvidence(consent, company)),
          consentTakenBack: fields.consent_stored !== undefined,
        }
      : {},
    errors: orNull({ answers: answerErrors, contact: contactErrors }),
  }
}

function orNull(errors: StepErrors): StepErrors | null {
  const hasOne = Object.values(errors).some((problems) => Object.keys(problems as object).length > 0)
  return hasOne ? errors : null
}

/** A page from before the address was given has an empty field as well, and removes nothing. */
function isEmailRemoved({ email_stored: stored, email }: Fields): boolean {
  return stored !== undefined && email?.trim() === ''
}
