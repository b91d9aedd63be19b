import { CONSENT, CONSENT_PURPOSES, type ConsentText, RESULTS_REQUEST } from '#app/domain/lead/consent.ts'
import { consentEvidence } from '#app/services/assessment/consent-evidence.server.ts'

async function evidenceOf(text: ConsentText, company: string | null) {
  const { textVersion, textHash } = await consentEvidence(text, company)
  return { consentTextVersion: textVersion, consentTextHash: textHash }
}

/** What is stored of the box, with this company in its text. */
export async function contactEvidence(company: string | null) {
  return { ...(await evidenceOf(CONSENT, company)), consentPurposes: [...CONSENT_PURPOSES] as string[] }
}

/** The same where no company is configured. */
export const CONTACT_EVIDENCE = await contactEvidence(null)

/** What is stored of an address that was given without the box. */
export const RESULTS_EVIDENCE = {
  ...(await evidenceOf(RESULTS_REQUEST, null)),
  consentPurposes: ['results'],
}
