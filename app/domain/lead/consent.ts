/** What personal details may be used for. Stored in `consentPurposes`. */
export type ConsentPurpose = 'results_email' | 'contact_by_sales'

export interface ConsentText {
  /** The day from which it was shown, stored as `consentTextVersion`. */
  version: string
  /** Word for word what stands beside the box to tick. */
  text: string
  /** SHA-256 of the text's UTF-8 bytes in hex, stored as `consentTextHash`. A test recomputes it. */
  hash: string
  purposes: readonly ConsentPurpose[]
}

/**
 * Every text that anyone was ever shown, oldest first; the last one is current. Records point here by version, so a
 * text is never edited or removed: add a new one below.
 */
export const CONSENT_TEXTS: readonly ConsentText[] = [
  {
    version: '2026-11-01',
    text:
      'I agree that my contact details and results are used to send me my results by e-mail and to contact me ' +
      'about them, and that they are kept in the company’s customer database for this. ' +
      'I can withdraw my consent at any time on the privacy page.',
    hash: 'a06cc7b1bc6639e9ac3f7f6e169f13ba2f20f93aebb99e10af9ecc48654badd3',
    purposes: ['results_email', 'contact_by_sales'],
  },
]

/** The text to show today. */
export const CONSENT: ConsentText = CONSENT_TEXTS.at(-1)!

/** @returns undefined for a version that never was */
export function consentText(version: string): ConsentText | undefined {
  return CONSENT_TEXTS.find((text) => text.version === version)
}

const TICKED = ['on', 'true', 'yes', '1']

/**
 * Reads the box to tick. A form should send the version it shows as the box's value, so that a text that changed
 * between showing and sending is recorded as it was shown; a plain tick stands for the current text.
 * @returns null when it was not ticked, or says anything else
 */
export function readConsent(value: unknown): ConsentText | null {
  if (typeof value !== 'string') return null
  if (TICKED.includes(value.toLowerCase())) return CONSENT
  return consentText(value) ?? null
}
