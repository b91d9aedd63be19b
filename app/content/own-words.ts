import type { Quiz } from '#app/domain/quiz/quiz.ts'
import { languageOr } from '#app/domain/language/languages.ts'
import { type Messages, messagesFor } from '#app/words/messages.ts'

/** The words of pages in a quiz's language, with the names that its scorecard goes by. */
export function messagesOf({ language, brand }: Quiz): Messages {
  const words = messagesFor(languageOr(language))
  return brand ? { ...words, layout: { ...words.layout, ...brand } } : words
}
