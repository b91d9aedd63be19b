import { updateContactDetails } from '#app/data/assessments.server.ts'
import type { Database } from '#app/data/database.server.ts'
import type { ConsentText } from '#app/domain/lead/consent.ts'
import { type ContactDetails, mapContactFields } from '#app/domain/lead/contact.ts'
import { consentEvidence } from './consent-evidence.server.ts'
import { type EmailOrigin, newResultsMessage } from '#app/services/mail/new-message.server.ts'
import { type OwnResults, openResults } from './open-results.server.ts'
import { prepareLead } from './prepare-lead.server.ts'

// Of forms sent at once one is written in each round, and the sync of each saved one writes to the assessment as well.
const MAX_ATTEMPTS = 20

export type ContactOutcome =
  | {
      kind: 'saved'
      assessment: OwnResults
      /** the message with the results, if this address had none before */
      emailId: string
    }
  /** The results are gone, or no longer this visitor's. */
  | { kind: 'not_found' }
  /** Details without a consented e-mail address, which must come first. */
  | { kind: 'email_first' }
  /** The retention period is over: contact details are no longer taken for this assessment. */
  | { kind: 'scrubbed' }

/**
 * Adds contact details to an assessment and queues one coalesced sync, in one round trip. What is known already and
 * not given again stays.
 * @param assessment as the visitor was shown it; when it has changed since, it is read again
 */
export async function addContactDetails(
  db: Database,
  assessment: OwnResults,
  given: { details: ContactDetails; consent: ConsentText | null; now: Date },
  emailOrigin: EmailOrigin,
): Promise<ContactOutcome> {
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
      consent,
      leadQuality,
      qualifiedForBriefing,
      outbox,
      resultsEmail,
    }
    if (await updateContactDetails(db, current, update)) {
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
  return mapContactFields((field) => given[field] ?? known[field])
}

function mergeConsent(known: OwnResults, { consent, now }: { consent: ConsentText | null; now: Date }) {
  if (consent) return now
  return known.consented ? known.consentAt : null
}

/** The assessment changed under every attempt to write to it. Repeating the request is safe. */
class BusyAssessmentError extends Error {
  override readonly name = 'BusyAssessmentError'
  constructor(attempts: number) {
    super(`The assessment changed during each of ${attempts} attempts to write to it.`)
  }
}
