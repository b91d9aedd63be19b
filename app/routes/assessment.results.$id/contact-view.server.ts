import type { ContactFormProps } from '#app/components/contact-form.tsx'
import type { CorrectDetailsProps } from '#app/components/correct-details.tsx'
import { type ConsentPlace, currentText, wordsOf } from '#app/domain/lead/consent.ts'
import {
  CONTACT_FIELD_NAMES,
  type ContactField,
  type ContactStage,
  fieldsOfStage,
  findOpenStage,
  pickContact,
} from '#app/domain/lead/contact.ts'
import { shortenAddress } from '#app/domain/lead/email-address.ts'
import { CONTINUATION } from '#app/web/continuation.server.ts'
import type { OwnResults } from '#app/services/assessment/open-results.server.ts'

/** What a refused post brings back to the page. */
export interface ContactState {
  values?: ContactFormProps['values']
  errors?: ContactFormProps['errors']
  ticked?: boolean
  /** For who has no cookie: its form may give what is not known yet, and shows nothing of what is. */
  continuation?: string | undefined
}

export interface ContactView {
  contact?: ContactFormProps
  correction?: CorrectDetailsProps
}

/** The forms for contact details: what is asked for next, and what can be corrected. */
export function contactView(
  assessment: OwnResults,
  { company, ...place }: ConsentPlace & { company: string | undefined },
  state: ContactState,
): ContactView {
  const stage = contactStage(assessment, state)
  const shown = currentText('contact', place)
  const consent = {
    text: wordsOf(shown, company),
    version: shown.version,
    request: currentText('results', place).text,
  }
  const correction = correctDetails(assessment, stage, state)
  const contact = stage ? contactForm(stage, assessment, consent, state, correction) : undefined
  return { ...(contact && { contact }), ...(correction && { correction }) }
}

/** What is asked for next; null for who may not give it, and when all is known. */
function contactStage(assessment: OwnResults, { continuation }: ContactState): ContactStage | null {
  if (!assessment.ownBrowser && continuation === undefined) return null
  const { email, emailFromElsewhere, purposes } = assessment
  if (!email || emailFromElsewhere || !purposes.includes('results')) return 'email'
  // The box can be ticked later as well, whatever is known.
  return findOpenStage(assessment) ?? (purposes.includes('contact') ? null : 'phone')
}

function contactForm(
  stage: ContactStage,
  assessment: OwnResults,
  consent: { text: string; version: string; request: string },
  state: ContactState,
  correction: CorrectDetailsProps | undefined,
): ContactFormProps {
  const { id, email, emailFromElsewhere, ownBrowser, purposes } = assessment
  const known = ownBrowser ? { ...pickContact(assessment), ...(emailFromElsewhere && { email: null }) } : {}
  const errors = Object.entries(state.errors ?? {}).filter(
    ([name]) => !correction || !(name in correction.errors),
  )
  return {
    action: resultsPath(id),
    hiddenFields: state.continuation ? { [CONTINUATION]: state.continuation } : undefined,
    stage,
    values: { ...known, ...state.values },
    emailElsewhere: ownBrowser && emailFromElsewhere && email ? shortenAddress(email) : undefined,
    // Whoever has another address agrees anew.
    asksConsent: emailFromElsewhere || !purposes.includes('contact'),
    ticked: state.ticked ?? false,
    errors: state.errors && Object.fromEntries(errors),
    consentText: consent.text,
    consentVersion: consent.version,
    requestText: consent.request,
  }
}

/** Not the page's own address: what it was opened with would come again, as would the place on it that takes the focus. */
const resultsPath = (id: string) => `/assessment/results/${id}`

function correctDetails(
  assessment: OwnResults,
  stage: ContactStage | null,
  { values = {}, errors = {} }: ContactState,
): CorrectDetailsProps | undefined {
  const { purposes, ownBrowser } = assessment
  if (!ownBrowser || stage === 'email') return undefined
  const mayContact = purposes.includes('contact')
  const asked: readonly ContactField[] = stage ? fieldsOfStage(stage) : []
  const known = CONTACT_FIELD_NAMES.filter((name) => {
    return assessment[name] !== null && !asked.includes(name) && (name === 'email' || mayContact)
  })
  if (known.length === 0) return undefined
  return {
    action: resultsPath(assessment.id),
    values: Object.fromEntries(known.map((name) => [name, values[name] ?? assessment[name] ?? ''])),
    errors: Object.fromEntries(known.flatMap((name) => (errors[name] ? [[name, errors[name]]] : []))),
  }
}
