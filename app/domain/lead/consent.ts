import type { CrmId } from '#app/domain/crm-id.ts'
import { DEFAULT_LANGUAGE, type Language } from '#app/domain/language/languages.ts'
import { CONSENT_PURPOSES, type ConsentPurpose, type ConsentText } from './consent-text.ts'
import { CONSENT_TEXTS, UNNAMED_COMPANIES } from './consent-texts.ts'

export { CONSENT_PURPOSES, type ConsentPurpose, type ConsentText, CONSENT_TEXTS }

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

/** @param company as the configuration names it, if it does */
export function wordsOf({ text, language }: ConsentText, company: string | null | undefined): string {
  return text.replace('{company}', company ?? UNNAMED_COMPANIES[language])
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
