import type { Language } from '#app/domain/language/languages.ts'
import { de } from './de/index.ts'
import { type Messages, en } from './en/index.ts'

export type { Messages }

const MESSAGES: Record<Language, Messages> = { en, de }

/** The words of pages, e-mails and files in a language. */
export function messagesFor(language: Language): Messages {
  return MESSAGES[language]
}
