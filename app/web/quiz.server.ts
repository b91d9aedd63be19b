import { DEFAULT_SCORECARD, SCORECARDS, findQuiz } from '#app/content/scorecards.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'

export function quizOfAddress(): Quiz {
  return findQuiz({ scorecard: DEFAULT_SCORECARD, language: 'en' })
}

export function quizKey({ scorecard, version }: Quiz): string {
  return `${scorecard}@${version}`
}

/** The quiz of a posted form; that of the address for a form that names none, or none of ours. */
export function quizOfForm(fields: Readonly<Record<string, string>>): Quiz {
  const today = quizOfAddress()
  const [scorecard = '', version = ''] = (fields.quiz ?? '').split('@')
  return SCORECARDS.includes(scorecard) ? findQuiz({ scorecard, version, language: today.language }) : today
}
