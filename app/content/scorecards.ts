import { type Quiz, buildQuiz } from '#app/domain/quiz/quiz.ts'
import { DEFAULT_LANGUAGE } from '#app/domain/language/languages.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { PUBLISHED } from './published.ts'

/** Slugs of all, the default first. */
export const SCORECARDS: readonly string[] = PUBLISHED.map(({ scorecard }) => scorecard.slug)

export interface QuizKey {
  /** its slug */
  scorecard: string
  /** the current one where it is left out */
  version?: string
  language: string
}

const built = new Map<string, Quiz>()

/**
 * Finds a scorecard's quiz, the same object each time.
 * @returns the nearest that there is: the current version for one whose questions are not kept any more (what they are compared
 * with says so: `quiz.version`), the first language for one that the scorecard lacks, the default scorecard for an unknown one
 */
export function findQuiz({ scorecard: slug, language }: QuizKey): Quiz {
  const source = PUBLISHED.find(({ scorecard }) => scorecard.slug === slug) ?? PUBLISHED[0]!
  const { scorecard, words } = source
  const spoken = Object.hasOwn(words, language) ? language : scorecard.languages[0]!
  const key = `${scorecard.slug} ${spoken}`
  const quiz = built.get(key) ?? buildQuiz(scorecard, words[spoken]!, spoken)
  built.set(key, quiz)
  return quiz
}

/** The quiz that a session or an assessment has answered: of its version, in its language. */
export function quizOf(row: { quizVersion: string; scorecard: string; language?: string }): Quiz {
  const { quizVersion: version, scorecard, language = DEFAULT_LANGUAGE } = row
  return findQuiz({ scorecard, version, language })
}

/** The default scorecard as it is today, in English. */
export function defaultQuiz(): Quiz {
  return findQuiz({ scorecard: DEFAULT_SCORECARD, language: DEFAULT_LANGUAGE })
}
