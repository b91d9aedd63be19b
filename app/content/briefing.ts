import type { Quiz } from '#app/domain/quiz/quiz.ts'
import { DEFAULT_LANGUAGE } from '#app/domain/language/languages.ts'
import { findQuiz } from './scorecards.ts'

/**
 * Where a briefing is booked, as the scorecard's newest version says it.
 * @param usual of the setting BRIEFING_URL, for scorecards that say nothing
 */
export function briefingUrl({ scorecard }: Pick<Quiz, 'scorecard'>, usual: string | undefined) {
  return findQuiz({ scorecard, language: DEFAULT_LANGUAGE }).ownBrand?.briefingUrl ?? usual
}
