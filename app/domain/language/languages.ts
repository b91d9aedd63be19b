import { LANGUAGE_FACTS } from './language-facts.ts'

export { LANGUAGE_FACTS }
export type Language = keyof typeof LANGUAGE_FACTS

export const LANGUAGES = Object.keys(LANGUAGE_FACTS) as [Language, ...Language[]]

export const DEFAULT_LANGUAGE = 'en' satisfies Language

export function isLanguage(text: unknown): text is Language {
  return typeof text === 'string' && Object.hasOwn(LANGUAGE_FACTS, text)
}

export function languageOr(text: string | null | undefined): Language {
  return isLanguage(text) ? text : DEFAULT_LANGUAGE
}

/** By RFC 9110, section 12.5.4. @returns null where a browser asks for none of ours, or for any */
export function acceptedLanguage(header: string | null): Language | null {
  const asked = (header ?? '').slice(0, 1_000).split(',').flatMap(readRange)
  return asked.sort((a, b) => b.weight - a.weight)[0]?.language ?? null
}

function readRange(text: string): { language: Language; weight: number }[] {
  const [, tag = '', q = '1'] =
    /^\s*([a-z]{2,3})(?:-[a-z\d-]+)?\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?$/i.exec(text) ?? []
  const language = tag.toLowerCase()
  return isLanguage(language) && Number(q) > 0 ? [{ language, weight: Number(q) }] : []
}
