import { type Language, languageOr } from '#app/domain/language/languages.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'
import { CATALOGUES } from './catalogues.ts'
import type { Messages } from './en/index.ts'

export type { Messages }

/** The words of pages, e-mails and files in a language. */
export function messagesFor(language: Language): Messages {
  return CATALOGUES[language]
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
