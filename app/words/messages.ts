import { type Language, languageOr } from '#app/domain/language/languages.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'
import { de } from './de/index.ts'
import { type Messages, en } from './en/index.ts'

export type { Messages }

const MESSAGES: Record<Language, Messages> = { en, de }

/** The words of pages, e-mails and files in a language. */
export function messagesFor(language: Language): Messages {
  return MESSAGES[language]
}

/** The words of a quiz's language, with the names that its scorecard goes by. */
export function messagesOf({
  language,
  brand,
  scorecard,
}: Pick<Quiz, 'language' | 'brand' | 'scorecard'>): Messages {
  const words = messagesFor(languageOr(language))
  if (!brand) return words
  const kind = words.report.kindOf(brand.product)
  const report = { ...words.report, kind, heading: brand.tagline, file: scorecard }
  return { ...words, layout: { ...words.layout, ...brand }, report }
}
