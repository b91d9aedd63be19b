import {
  CONSENT,
  CONSENT_PURPOSES,
  type ConsentText,
  RESULTS_REQUEST,
  wordsOf,
} from '#app/domain/lead/consent.ts'

/** What is stored of this text. */
export async function evidenceOf(text: ConsentText, company: string | null) {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(wordsOf(text, company)))
  return { consentTextVersion: text.version, consentTextHash: Buffer.from(hash).toString('hex') }
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
