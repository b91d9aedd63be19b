import type { Language } from '#app/domain/language/languages.ts'
import { CONSENT_PURPOSES, RESULTS_REQUEST } from '#app/domain/lead/consent.ts'
import { type ConsentEvidence, consentAssignments } from './consent.server.ts'
import { type Sql, sql } from './database.server.ts'

/** What a save brings of the contact. */
export interface SessionContact {
  /** of the page that was posted */
  language?: Language
  /** an address asks for the results, and for nothing else */
  email?: string | null
  /** what stands beside the address; unset: what all scorecards say, in English */
  request?: ConsentEvidence
  /** consent to be contacted at that address, given just now */
  consent?: ConsentEvidence | null
  /** the box was shown ticked, and came back without its tick */
  consentTakenBack?: boolean
  /** forget the address and the consent that are stored, which absent ones do not */
  removeEmail?: boolean
}

/** The SET list of what a save does to the contact. Another address is another person, until that is said of it too. */
export function contactAssignments({
  email,
  consent,
  consentTakenBack = false,
  removeEmail,
  request = { textVersion: RESULTS_REQUEST.version, textHash: RESULTS_REQUEST.hash },
}: SessionContact): Sql {
  if (removeEmail) {
    return sql`
      email = NULL, "emailFromElsewhere" = false, "consentAt" = NULL, "consentTextVersion" = NULL, "consentTextHash" = NULL, "consentPurposes" = '{}'`
  }
  if (!email) return sql`email = s.email`
  const given = sql`email = ${email}, "emailFromElsewhere" = false`
  if (consent) return sql`${given}, ${consentAssignments(consent, CONSENT_PURPOSES)}`
  const same = sql`(s.email = ${email} AND 'results' = ANY(s."consentPurposes") AND NOT ${consentTakenBack}::boolean)`
  return sql`${given},
      "consentAt" = CASE WHEN ${same} THEN s."consentAt" ELSE now() END,
      "consentTextVersion" = CASE WHEN ${same} THEN s."consentTextVersion" ELSE ${request.textVersion} END,
      "consentTextHash" = CASE WHEN ${same} THEN s."consentTextHash" ELSE ${request.textHash} END,
      "consentPurposes" = CASE WHEN ${same} THEN s."consentPurposes" ELSE '{results}' END`
}
