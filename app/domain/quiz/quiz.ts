import type { OwnBrand } from '#app/domain/brand/brand-types.ts'
import type { CategoryWords, QuestionWords, ScorecardContent, ScorecardWords } from './content-types.ts'
import type { CategoryId, Choice, ScoreBreakdown } from './structure.ts'

export { CATEGORY_IDS, CHOICES, CHOICE_POINTS, isChoice } from './structure.ts'
export type { CategoryId, Choice, ScoreBreakdown } from './structure.ts'

export type Answers = Record<string, Choice>

export interface Question extends QuestionWords {
  id: string
  area: string
  step: number
  /** In the whole quiz, from 1. */
  number: number
  /** Points of the total that A is worth. */
  maxContribution: number
}

export interface Area {
  id: string
  step: number
  breakdownKey: string
  weight: number
  name: string
  intro: string
  questions: readonly Question[]
}

export interface Category extends CategoryWords {
  id: CategoryId
  from: number
  to: number
}

/** One version of a scorecard in one language. */
export interface Quiz extends Pick<ScorecardWords, 'name' | 'landing' | 'brand' | 'consent' | 'strength'> {
  scorecard: string
  version: string
  language: string
  minutes: number
  areas: readonly Area[]
  questions: readonly Question[]
  /** Best first. */
  categories: readonly Category[]
  sample: Readonly<Answers>
  /** what its look and its e-mails have in place of the brand's */
  ownBrand?: OwnBrand
}

/** @param words those of `language`, checked before: see validation.ts */
export function buildQuiz(scorecard: ScorecardContent, words: ScorecardWords, language: string): Quiz {
  const areas = buildAreas(scorecard, words)
  const { slug, version, minutes, sample, categories } = scorecard
  return {
    scorecard: slug,
    version,
    language,
    name: words.name,
    landing: words.landing,
    ...(words.brand && { brand: words.brand }),
    ...(scorecard.brand && { ownBrand: scorecard.brand }),
    ...(words.consent && { consent: words.consent }),
    strength: words.strength,
    minutes,
    areas,
    questions: areas.flatMap((area) => area.questions),
    categories: categories.map(({ id, from }, index) => ({
      ...words.categories[id]!,
      id,
      from,
      to: index === 0 ? 100 : categories[index - 1]!.from - 1,
    })),
    sample,
  }
}

function buildAreas({ areas }: ScorecardContent, words: ScorecardWords): Area[] {
  let number = 0
  return areas.map(({ id: area, key: breakdownKey, weight, questions }, index) => {
    const { name, intro, questions: texts } = words.areas[area]!
    const step = index + 1
    const maxContribution = weight / questions.length
    const numbered = questions.map((id) => ({
      ...texts[id]!,
      id,
      area,
      step,
      number: (number += 1),
      maxContribution,
    }))
    return { id: area, step, breakdownKey, weight, name, intro, questions: numbered }
  })
}

/** Whether it is what was answered: a version that is gone has another in its place. */
export function isQuizOf(
  quiz: Pick<Quiz, 'scorecard' | 'version'>,
  answered: { scorecard: string; quizVersion: string },
): boolean {
  return quiz.scorecard === answered.scorecard && quiz.version === answered.quizVersion
}

export function findQuestion(quiz: Quiz, id: string): Question | undefined {
  return quiz.questions.find((question) => question.id === id)
}

export function findAreaByStep(quiz: Quiz, step: number): Area | undefined {
  return quiz.areas[step - 1]
}

/** The number of a step in an address, as far as any scorecard can have it; no other way to write the same number. */
export function readStep(segment: string | undefined): number | null {
  return /^[1-8]$/.test(segment ?? '') ? Number(segment) : null
}

export function findArea(quiz: Quiz, id: string): Area | undefined {
  return quiz.areas.find((area) => area.id === id)
}

export function findCategory(quiz: Quiz, id: string): Category | undefined {
  return quiz.categories.find((category) => category.id === id)
}

/** Areas with the scores that a result has for them: one of a version that is gone may have others. */
export function scoredAreas(
  { areas }: Quiz,
  breakdown: Readonly<Partial<ScoreBreakdown>>,
): { area: Area; score: number }[] {
  return areas.flatMap((area) => {
    const score = breakdown[area.breakdownKey]
    return score === undefined ? [] : [{ area, score }]
  })
}

/** The totals at which a better category begins. */
export function findLimits({ categories }: Quiz): number[] {
  return categories.map(({ from }) => from).filter((from) => from > 0)
}
