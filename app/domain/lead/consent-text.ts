import type { CrmId } from '#app/domain/crm-id.ts'
import type { Language } from '#app/domain/language/languages.ts'

/** `results`: the e-mail that somebody asks for with an address. `contact`: the box, and nothing else, allows it. */
export const CONSENT_PURPOSES = ['results', 'contact'] as const
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number]

export interface ConsentText {
  /** Purpose and day from which it was shown; a scorecard's own, its slug first. */
  version: string
  purpose: ConsentPurpose
  language: Language
  /** whose database it names; unset: none, or HubSpot's */
  crm?: Exclude<CrmId, 'hubspot'> | undefined
  /** As it stands beside its field, with `{company}` where the name of the company stands. */
  text: string
}

export interface SharedConsentText extends ConsentText {
  /** SHA-256 of the text's UTF-8 bytes, in hex. */
  hash: string
}

/** What a language says about consent where a scorecard has no texts of its own: `app/words/de/consent.ts`. */
export interface ConsentWords {
  /** in place of `{company}` where the configuration names none */
  unnamedCompany: string
  /** Oldest first, the last of a purpose is current. Records name a version: add a text, never edit or remove one. */
  texts: readonly Omit<ConsentText, 'language'>[]
}
