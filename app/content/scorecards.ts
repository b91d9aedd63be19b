import { type Quiz, buildQuiz } from '#app/domain/quiz/quiz.ts'
import { draftVersion } from '#app/domain/quiz/versions.ts'
import { DEFAULT_LANGUAGE } from '#app/domain/language/languages.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { PUBLISHED } from './published.ts'

/** Slugs of those that have an address, the default first. */
export const SCORECARDS: readonly string[] = PUBLISHED.filter(({ versions }) => versions.length > 0).map(
  ({ slug }) => slug,
)

/** Slugs of those that somebody has changed, or made, and not published. */
export const DRAFTS: readonly string[] = PUBLISHED.filter(({ draft }) => draft).map(({ slug }) => slug)

export interface QuizKey {
  /** its slug */
  scorecard: string
  /** the newest that is published where it is left out */
  version?: string
  language: string
}

const built = new Map<string, Quiz>()

/**
 * Finds a scorecard's quiz, the same object each time.
 * @returns the nearest that there is: the newest version for one that is not kept any more (what they are compared with says so:
 * `quiz.version`), the first language for one that the scorecard lacks, the default scorecard for an unknown one
 */
export function findQuiz({ scorecard: slug, version: asked, language }: QuizKey): Quiz {
  const { versions, draft } = PUBLISHED.find((each) => each.slug === slug) ?? PUBLISHED[0]!
  const drafted = draft && draftVersion(draft.scorecard.version)
  const isDraft = drafted !== undefined && (asked === drafted || versions.length === 0)
  const source = isDraft
    ? { ...draft!, scorecard: { ...draft!.scorecard, version: drafted } }
    : (versions.find(({ scorecard }) => scorecard.version === asked) ?? versions[0]!)
  const { scorecard, words } = source
  const spoken = Object.hasOwn(words, language) ? language : scorecard.languages[0]!
  const key = `${scorecard.slug} ${scorecard.version} ${spoken}`
  // Whoever consents today is asked in today's words, whichever version the result is of.
  const { consent } = (isDraft ? source : versions[0]!).words[spoken] ?? {}
  const quiz =
    built.get(key) ?? buildQuiz(scorecard, { ...words[spoken]!, ...(consent && { consent }) }, spoken)
  built.set(key, quiz)
  return quiz
}

/** The draft of a scorecard, where there is one. */
export function findDraft(slug: string, language: string): Quiz | null {
  const draft = PUBLISHED.find((each) => each.slug === slug)?.draft
  return draft
    ? findQuiz({ scorecard: slug, version: draftVersion(draft.scorecard.version), language })
    : null
}

/** The quiz that a session or an assessment has answered: of its version, in its language. */
export function quizOf(row: { quizVersion: string; scorecard: string; language?: string }): Quiz {
  const { quizVersion: version, scorecard, language = DEFAULT_LANGUAGE } = row
  return findQuiz({ scorecard, version, language })
}

/** The default scorecard as it is published, in English. */
export function defaultQuiz(): Quiz {
  return findQuiz({ scorecard: DEFAULT_SCORECARD, language: DEFAULT_LANGUAGE })
}
