import { createHash } from 'node:crypto'
import { CONSENT, CONSENT_PURPOSES, RESULTS_REQUEST, wordsOf } from '#app/domain/lead/consent.ts'

/** What is stored of the box, as it stands where no company is configured, unless told. */
export function contactEvidence(company?: string) {
  return {
    consentTextVersion: CONSENT.version,
    consentTextHash: createHash('sha256').update(wordsOf(CONSENT, company), 'utf8').digest('hex'),
    consentPurposes: [...CONSENT_PURPOSES] as string[],
  }
}

/** What is stored of an address that was given without the box. */
export const RESULTS_EVIDENCE = {
  consentTextVersion: RESULTS_REQUEST.version,
  consentTextHash: RESULTS_REQUEST.hash,
  consentPurposes: ['results'],
}
