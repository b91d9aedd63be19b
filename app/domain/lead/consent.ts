import type { CrmId } from '#app/domain/crm-id.ts'
import { DEFAULT_LANGUAGE, type Language } from '#app/domain/language/languages.ts'

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

interface SharedConsentText extends ConsentText {
  /** SHA-256 of the text's UTF-8 bytes, in hex. */
  hash: string
}

/** Of scorecards without any. Oldest first, the last of a purpose is current. Records name a version: add a text, never edit or remove one. */
export const CONSENT_TEXTS: readonly SharedConsentText[] = [
  {
    version: 'results-2026-11-26',
    purpose: 'results',
    language: 'en',
    text:
      'We use this address to send you your results, and a link to carry on if you ask for one. ' +
      'For anything else we ask you separately.',
    hash: 'c97fb1f0e1ff91a4f6732de100d5453b36e8b3000e2aa67ddc4c455712c435a6',
  },
  {
    version: 'contact-2026-11-26',
    purpose: 'contact',
    language: 'en',
    text:
      'Yes, {company} may contact me about my results, by e-mail or by phone if I give a number, and keep my contact ' +
      'details and results in its customer database at HubSpot for this. I can withdraw this at any time on the privacy page.',
    hash: '4674f5c8e94bcb68331686ff76e948d37fb9ca4450dfc4065d3b9725ef5e8d68',
  },
  {
    version: 'results-2026-11-26-de',
    purpose: 'results',
    language: 'de',
    text: 'Diese Adresse verwenden wir, um Ihnen Ihr Ergebnis zu senden, und einen Link zum Weitermachen, wenn Sie darum bitten. Für alles andere fragen wir gesondert.',
    hash: '901f0de5eb97a16170b4fae3bfb2491768d5dbd121b753849439083ebbbcf05d',
  },
  {
    version: 'contact-2026-11-26-de',
    purpose: 'contact',
    language: 'de',
    text: 'Ja, {company} darf mich zu meinem Ergebnis kontaktieren, per E-Mail oder, wenn ich eine Nummer angebe, telefonisch, und dafür meine Kontaktdaten und Ergebnisse in der eigenen Kundendatenbank bei HubSpot speichern. Ich kann das jederzeit auf der Datenschutzseite widerrufen.',
    hash: '2b32911c0a97aab9308908792c8882136e7aca1894ff237e812a8b6a26f0558f',
  },
  {
    version: 'contact-salesforce-2026-11-26',
    purpose: 'contact',
    language: 'en',
    crm: 'salesforce',
    text: 'Yes, {company} may contact me about my results, by e-mail or by phone if I give a number, and keep my contact details and results in its customer database at Salesforce for this. I can withdraw this at any time on the privacy page.',
    hash: 'eec9bc0d835e3a8883dc91a640964d5c65f8781e6544785c1f5f8bc26a87d869',
  },
  {
    version: 'contact-salesforce-2026-11-26-de',
    purpose: 'contact',
    language: 'de',
    crm: 'salesforce',
    text: 'Ja, {company} darf mich zu meinem Ergebnis kontaktieren, per E-Mail oder, wenn ich eine Nummer angebe, telefonisch, und dafür meine Kontaktdaten und Ergebnisse in der eigenen Kundendatenbank bei Salesforce speichern. Ich kann das jederzeit auf der Datenschutzseite widerrufen.',
    hash: '174c2afacdff9e3219de067f25ff4662fc65de960161e89ec970916012317435',
  },
]

export interface ConsentPlace {
  language?: Language | undefined
  crm?: CrmId | undefined
  /** the scorecard's own, which go before those of all */
  ownTexts?: readonly ConsentText[] | undefined
}

/** What the box says, and what stands beside the field for the address: that names no company, and its hash is of what was shown. */
export function currentText(
  purpose: ConsentPurpose,
  { language = DEFAULT_LANGUAGE, crm = 'hubspot', ownTexts = [] }: ConsentPlace = {},
): ConsentText {
  const named = purpose === 'contact' && crm !== 'hubspot' ? crm : undefined
  return [...CONSENT_TEXTS, ...ownTexts].findLast(
    (text) => text.purpose === purpose && text.language === language && text.crm === named,
  )!
}

const sharedText = (purpose: ConsentPurpose) =>
  CONSENT_TEXTS.findLast((text) => text.version === currentText(purpose).version)!

export const CONSENT = sharedText('contact')
export const RESULTS_REQUEST = sharedText('results')

export function consentText(version: string, ownTexts: readonly ConsentText[] = []): ConsentText | undefined {
  return [...CONSENT_TEXTS, ...ownTexts].find((text) => text.version === version)
}

const UNNAMED_COMPANY: Record<Language, string> = {
  en: 'the company behind this assessment',
  de: 'das Unternehmen hinter dieser Standortbestimmung',
}

/** @param company as the configuration names it, if it does */
export function wordsOf({ text, language }: ConsentText, company: string | null | undefined): string {
  return text.replace('{company}', company ?? UNNAMED_COMPANY[language])
}

const TICKED = ['on', 'true', 'yes', '1']

/** The checkbox sends the version that it shows, so that a text which changed meanwhile is recorded as it was shown. */
export function readConsent(value: unknown, place: ConsentPlace = {}): ConsentText | null {
  if (typeof value !== 'string') return null
  if (TICKED.includes(value.toLowerCase())) return currentText('contact', place)
  const shown = consentText(value, place.ownTexts)
  return shown?.purpose === 'contact' ? shown : null
}

export interface ConsentFacts {
  consentPurposes: readonly string[]
  consentWithdrawnAt?: Date | null
}

/** What this person's data may be used for now. Every sender asks it, or its SQL in `data/consent.server.ts`. */
export function standingPurposes({ consentPurposes, consentWithdrawnAt }: ConsentFacts): ConsentPurpose[] {
  if (consentWithdrawnAt) return []
  return CONSENT_PURPOSES.filter((purpose) => consentPurposes.includes(purpose))
}
