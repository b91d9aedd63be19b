import { defaultQuiz } from '#app/content/scorecards.ts'

export const QUIZ = defaultQuiz()
export const {
  scorecard: SCORECARD,
  areas: AREAS,
  questions: QUESTIONS,
  categories: CATEGORIES,
  version: QUIZ_VERSION,
} = QUIZ
