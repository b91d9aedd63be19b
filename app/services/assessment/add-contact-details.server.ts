import { quizOf } from '#app/content/scorecards.ts'
import { updateContactDetails } from '#app/data/assessments.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { type Limited, orLimited } from '#app/data/rate-limit.server.ts'
import {
  CONSENT_PURPOSES,
  type ConsentPurpose,
  type ConsentText,
  currentText,
} from '#app/domain/lead/consent.ts'
import { ownConsentTexts } from '#app/domain/lead/own-consent.ts'
import { type ContactDetails, mapContactFields } from '#app/domain/lead/contact.ts'
import { DEFAULT_LANGUAGE, type Language } from '#app/domain/language/languages.ts'
import { isOwnAddress } from '#app/domain/visit/traffic.ts'
import { consentEvidence } from './consent-evidence.server.ts'
import { type EmailOrigin, newResultsMessage } from '#app/services/mail/new-message.server.ts'
import { type OwnResults, openResults } from './open-results.server.ts'
import { prepareLead } from './prepare-lead.server.ts'
import { countContactPost } from './request-counters.server.ts'

// Of forms sent at once one is written in each round, and so is each sync of a saved one.
const MAX_ATTEMPTS = 20

export type ContactOutcome =
  | {
      kind: 'saved'
      assessment: OwnResults
      queued: boolean
      /** of the results, where they are to go to this address and have not */
      emailId: string | null
    }
  | { kind: 'not_found' }
  | { kind: 'other_browser' }
  | { kind: 'email_first' }
  | { kind: 'consent_first' }
  | Limited

export interface GivenContact {
  details: ContactDetails
  consent: ConsentText | null
  company?: string | null
  language?: Language
  now: Date
}

/** One round trip, and one sync however many forms. What is known of the same address and not given again stays. */
export async function addContactDetails(
  db: Database,
  assessment: OwnResults,
  given: GivenContact,
  emailOrigin: EmailOrigin,
  {
    confirmFirst,
    ipAddress = null,
    ownDomains = [],
  }: {
    confirmFirst?: boolean | undefined
    ipAddress?: string | null
    /** of the setting OWN_EMAIL_DOMAINS */
    ownDomains?: readonly string[]
  } = {},
): Promise<ContactOutcome> {
  if (!assessment.ownBrowser) return { kind: 'other_browser' }
  const counters = await countContactPost({ ...emailOrigin, ipAddress }, assessment.id)
  let current: OwnResults | null = assessment
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (!current) return { kind: 'not_found' }
    const contact = mergeContact(current, given.details)
    const { email } = contact
    // Whose it is nobody knows: a resume link may have been passed on.
    if (!email || (current.emailFromElsewhere && given.details.email === undefined))
      return { kind: 'email_first' }
    const agreed = mergeConsent(current, given)
    const { purposes } = agreed
    if (hasMoreThanAddress(given.details) && !purposes.includes('contact')) return { kind: 'consent_first' }
    const lead = prepareLead({
      ...current,
      ...contact,
      purposes,
      assessmentId: current.id,
      leadSource: current.referrerSource,
      language: given.language ?? current.language,
      confirmFirst,
      traceId: emailOrigin.traceId,
    })
    const { leadQuality, qualifiedForBriefing } = lead
    const resultsEmail = await newResultsMessage(
      { assessmentId: current.id, email, purposes, qualifiedForBriefing },
      emailOrigin,
    )
    const update = {
      ...lead,
      contact: { ...contact, email },
      emailGiven: given.details.email !== undefined,
      evidence: agreed.text && (await consentEvidence(agreed.text, given.company ?? null)),
      purposes,
      resultsEmail,
      language: given.language,
      ownTest: isOwnAddress(email, ownDomains),
      traceId: emailOrigin.traceId,
    }
    const known = current
    const written = await orLimited(() =>
      updateContactDetails(db, known, update, [
        ...(email === known.email ? [] : [counters.newAddress]),
        ...counters.post,
      ]),
    )
    if (written && 'kind' in written) return written
    if (written) {
      return {
        kind: 'saved',
        assessment: { ...current, ...contact, leadQuality, qualifiedForBriefing, unlocked: true, purposes },
        queued: lead.outbox !== null,
        emailId: resultsEmail && written.emailQueued ? resultsEmail.id : null,
      }
    }
    current = await openResults(db, current.id, { sessionIds: [current.sessionId] })
  }
  throw new BusyAssessmentError(MAX_ATTEMPTS)
}

function isReplaced(known: OwnResults, { email }: ContactDetails): boolean {
  return email !== undefined && known.email !== null && email !== known.email
}

function hasMoreThanAddress({ email: _, ...others }: ContactDetails): boolean {
  return Object.keys(others).length > 0
}

function mergeContact(known: OwnResults, given: ContactDetails) {
  const replaced = isReplaced(known, given)
  return mapContactFields((field) => given[field] ?? (replaced ? null : known[field]))
}

/** Another address takes no consent along either. */
function mergeConsent(
  known: OwnResults,
  { details, consent, language = DEFAULT_LANGUAGE }: GivenContact,
): { purposes: ConsentPurpose[]; text: ConsentText | null } {
  const standing = isReplaced(known, details) ? [] : known.purposes
  const asksForResults = details.email !== undefined
  const purposes = CONSENT_PURPOSES.filter(
    (purpose) => standing.includes(purpose) || (purpose === 'results' ? asksForResults : consent !== null),
  )
  const isNewRequest = asksForResults && !standing.includes('results')
  const ownTexts = ownConsentTexts(quizOf({ ...known, language }))
  return { purposes, text: consent ?? (isNewRequest ? currentText('results', { language, ownTexts }) : null) }
}

/** Repeating the request is safe. */
class BusyAssessmentError extends Error {
  override readonly name = 'BusyAssessmentError'
  constructor(attempts: number) {
    super(`The assessment changed during each of ${attempts} attempts to write to it.`)
  }
}
