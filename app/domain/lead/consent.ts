export type ConsentPurpose = 'results_email' | 'contact_by_sales'

export interface ConsentText {
  /** The day from which it was shown. */
  version: string
  /** Word for word, as it stands beside the checkbox. */
  text: string
  /** SHA-256 of the text's UTF-8 bytes, in hex. */
  hash: string
  purposes: readonly ConsentPurpose[]
}

/** Oldest first, the last is current. Records refer to a version: add a text, and never edit or remove one. */
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

export const CONSENT: ConsentText = CONSENT_TEXTS.at(-1)!

export function consentText(version: string): ConsentText | undefined {
  return CONSENT_TEXTS.find((text) => text.version === version)
}

const TICKED = ['on', 'true', 'yes', '1']

/** The checkbox sends the version that it shows, so that a text which changed meanwhile is recorded as it was shown. */
export function readConsent(value: unknown): ConsentText | null {
  if (typeof value !== 'string') return null
  if (TICKED.includes(value.toLowerCase())) return CONSENT
  return consentText(value) ?? null
}
