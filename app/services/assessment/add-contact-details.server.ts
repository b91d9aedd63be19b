import { updateContactDetails } from '#app/data/assessments.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { type Limited, orLimited } from '#app/data/rate-limit.server.ts'
import type { ConsentText } from '#app/domain/lead/consent.ts'
import { type ContactDetails, mapContactFields } from '#app/domain/lead/contact.ts'
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
      /** null when this address had one before */
      emailId: string
    }
  | { kind: 'not_found' }
  | { kind: 'other_browser' }
  /** Details came before a consented e-mail address. */
  | { kind: 'email_first' }
  | { kind: 'scrubbed' }
  | Limited

/** One round trip, and one sync however many forms. What is known of the same address and not given again stays. */
export async function addContactDetails(
  db: Database,
  assessment: OwnResults,
  given: { details: ContactDetails; consent: ConsentText | null; now: Date },
  emailOrigin: EmailOrigin,
  ipAddress: string | null = null,
): Promise<ContactOutcome> {
  if (!assessment.ownBrowser) return { kind: 'other_browser' }
  const counters = await countContactPost({ ...emailOrigin, ipAddress }, assessment.id)
  let current: OwnResults | null = assessment
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (!current) return { kind: 'not_found' }
    if (current.emailScrubbedAt) return { kind: 'scrubbed' }
    const contact = mergeContact(current, given.details)
    const merged = { ...contact, consentAt: mergeConsent(current, given) }
    const { leadQuality, qualifiedForBriefing, outbox } = prepareLead({
      ...current,
      ...merged,
      assessmentId: current.id,
      leadSource: current.referrerSource,
    })
    const resultsEmail = await newResultsMessage({ ...merged, qualifiedForBriefing }, emailOrigin)
    const { email } = contact
    if (!email || !outbox || !resultsEmail) return { kind: 'email_first' }
    const consent = given.consent && consentEvidence(given.consent)
    const update = {
      contact: { ...contact, email },
      emailGiven: given.details.email !== undefined,
      consent,
      leadQuality,
      qualifiedForBriefing,
      outbox,
      resultsEmail,
    }
    const known = current
    const written = await orLimited(() =>
      updateContactDetails(db, known, update, [
        ...(email === known.email ? [] : [counters.newAddress]),
        ...counters.post,
      ]),
    )
    if (typeof written === 'object') return written
    if (written) {
      return {
        kind: 'saved',
        assessment: {
          ...current,
          ...merged,
          leadQuality,
          qualifiedForBriefing,
          unlocked: true,
          consented: true,
        },
        emailId: resultsEmail.id,
      }
    }
    current = await openResults(db, current.id, { sessionIds: [current.sessionId] })
  }
  throw new BusyAssessmentError(MAX_ATTEMPTS)
}

function mergeContact(known: OwnResults, given: ContactDetails) {
  const replaced = given.email !== undefined && known.email !== null && given.email !== known.email
  return mapContactFields((field) => given[field] ?? (replaced ? null : known[field]))
}

function mergeConsent(known: OwnResults, { consent, now }: { consent: ConsentText | null; now: Date }) {
  if (consent) return now
  return known.consented ? known.consentAt : null
}

/** Repeating the request is safe. */
class BusyAssessmentError extends Error {
  override readonly name = 'BusyAssessmentError'
  constructor(attempts: number) {
    super(`The assessment changed during each of ${attempts} attempts to write to it.`)
  }
}
