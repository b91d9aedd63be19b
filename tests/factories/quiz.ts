import { defaultQuiz, findQuiz } from '#app/content/scorecards.ts'

export const QUIZ = defaultQuiz()
export const {
  scorecard: SCORECARD,
  areas: AREAS,
  questions: QUESTIONS,
  categories: CATEGORIES,
  version: QUIZ_VERSION,
} = QUIZ

/** A scorecard with fewer areas, and an address, properties and a funnel of its own. */
export const QUICK_CHECK = findQuiz({ scorecard: 'quick-check', language: 'en' })
