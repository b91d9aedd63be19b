import { SCORECARDS, findQuiz } from '#app/content/scorecards.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'
import type { Mount } from '#app/domain/visit/mount.ts'

export function quizOfMount({ scorecard, language }: Mount): Quiz {
  return findQuiz({ scorecard, language })
}

export function quizKey({ scorecard, version }: Quiz): string {
  return `${scorecard}@${version}`
}

/** The quiz of a posted form; that of the address for a form that names none, or none of ours. */
export function quizOfForm(fields: Readonly<Record<string, string>>, mount: Mount): Quiz {
  const [scorecard = '', version = ''] = (fields.quiz ?? '').split('@')
  if (!SCORECARDS.includes(scorecard)) return quizOfMount(mount)
  return findQuiz({ scorecard, version, language: mount.language })
}
