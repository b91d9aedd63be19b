import { json } from '@remix-run/cloudflare'
import { DRAFTS, SCORECARDS, findDraft, findQuiz } from '#app/content/scorecards.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'
import type { Mount } from '#app/domain/visit/mount.ts'

export function quizOfMount({ scorecard, language, preview }: Mount): Quiz {
  return (preview && findDraft(scorecard, language)) || findQuiz({ scorecard, language })
}

export function quizKey({ scorecard, version }: Quiz): string {
  return `${scorecard}@${version}`
}

/** The quiz of a posted form; that of the address for a form that names none, or none of ours. */
export function quizOfForm(fields: Readonly<Record<string, string>>, mount: Mount): Quiz {
  const { scorecard, version } = namedQuiz(fields)
  if (!SCORECARDS.includes(scorecard) && !DRAFTS.includes(scorecard)) return quizOfMount(mount)
  return findQuiz({ scorecard, version, language: mount.language })
}

export function isOutdated(fields: Readonly<Record<string, string>>, quiz: Quiz): boolean {
  const { scorecard, version } = namedQuiz(fields)
  return scorecard === quiz.scorecard && version !== quiz.version
}

function namedQuiz(fields: Readonly<Record<string, string>>) {
  const [scorecard = '', version = ''] = (fields.quiz ?? '').split('@')
  return { scorecard, version }
}

/** @throws Response that says so of a session whose questions are not kept any more */
export function requireSameQuestions(quiz: Quiz, answered: { quizVersion: string }): void {
  if (quiz.version !== answered.quizVersion) throw outdated()
}

export function outdated(): Response {
  return json({ kind: 'outdated' }, { status: 410 })
}
