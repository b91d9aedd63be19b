import type { Language } from '#app/domain/language/languages.ts'
import { de } from './de/index.ts'
import { type Messages, en } from './en/index.ts'

export type { Messages }

const MESSAGES: Record<Language, Messages> = { en, de }

/** The words of pages in a language. Those of e-mails are apart: jobs send them, and never show a page. */
export function messagesFor(language: Language): Messages {
  return MESSAGES[language]
}
