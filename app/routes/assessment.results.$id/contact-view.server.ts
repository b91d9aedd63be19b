import type { ContactFormProps } from '#app/components/contact-form.tsx'
import type { CorrectDetailsProps } from '#app/components/correct-details.tsx'
import { CONSENT, wordsOf } from '#app/domain/lead/consent.ts'
import {
  CONTACT_FIELD_NAMES,
  type ContactField,
  type ContactStage,
  fieldsOfStage,
  findOpenStage,
  pickContact,
} from '#app/domain/lead/contact.ts'
import { shortenAddress } from '#app/domain/lead/email-address.ts'
import type { OwnResults } from '#app/services/assessment/open-results.server.ts'

/** What a refused post brings back to the page. */
export interface ContactState {
  values?: ContactFormProps['values']
  errors?: ContactFormProps['errors']
  ticked?: boolean
}

export interface ContactView {
  contact?: ContactFormProps
  correction?: CorrectDetailsProps
}

/** The forms for contact details: what is asked for next, and what can be corrected. */
export function contactView(
  assessment: OwnResults,
  company: string | undefined,
  state: ContactState,
): ContactView {
  const stage = contactStage(assessment)
  const consent = { text: wordsOf(CONSENT, company), version: CONSENT.version }
  const correction = correctDetails(assessment, stage, state)
  const contact = stage ? contactForm(stage, assessment, consent, state, correction) : undefined
  return { ...(contact && { contact }), ...(correction && { correction }) }
}

/** What is asked for next; null for who may not give it, and when all is known. */
function contactStage(assessment: OwnResults): ContactStage | null {
  if (!assessment.ownBrowser) return null
  const { purposes } = assessment
  if (!assessment.email || !purposes.includes('results')) return 'email'
  // The box can be ticked later as well, whatever is known.
  return findOpenStage(assessment) ?? (purposes.includes('contact') ? null : 'phone')
}

function contactForm(
  stage: ContactStage,
  assessment: OwnResults,
  consent: { text: string; version: string },
  state: ContactState,
  correction: CorrectDetailsProps | undefined,
): ContactFormProps {
  const { email, emailFromElsewhere, purposes } = assessment
  const errors = Object.entries(state.errors ?? {}).filter(
    ([name]) => !correction || !(name in correction.errors),
  )
  return {
    stage,
    values: { ...pickContact(assessment), ...(emailFromElsewhere && { email: null }), ...state.values },
    emailElsewhere: emailFromElsewhere && email && stage !== 'email' ? shortenAddress(email) : undefined,
    asksConsent: !purposes.includes('contact'),
    ticked: state.ticked ?? false,
    errors: state.errors && Object.fromEntries(errors),
    consentText: consent.text,
    consentVersion: consent.version,
  }
}

function correctDetails(
  assessment: OwnResults,
  stage: ContactStage | null,
  { values = {}, errors = {} }: ContactState,
): CorrectDetailsProps | undefined {
  const { purposes, emailFromElsewhere, ownBrowser } = assessment
  if (!ownBrowser || stage === 'email') return undefined
  const mayContact = purposes.includes('contact')
  const asked: readonly ContactField[] = stage ? fieldsOfStage(stage) : []
  const known = CONTACT_FIELD_NAMES.filter((name) => {
    if (assessment[name] === null || asked.includes(name)) return false
    return name === 'email' ? !emailFromElsewhere : mayContact
  })
  if (known.length === 0) return undefined
  return {
    values: Object.fromEntries(known.map((name) => [name, values[name] ?? assessment[name] ?? ''])),
    errors: Object.fromEntries(known.flatMap((name) => (errors[name] ? [[name, errors[name]]] : []))),
  }
}
