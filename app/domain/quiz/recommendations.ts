import { LANGUAGE_FACTS } from '#app/domain/language/languages.ts'
import { plural } from '#app/domain/language/plural.ts'
import { wholePoints } from './points.ts'
import { type Quiz, findArea, findQuestion, isQuizOf } from './quiz.ts'
import type { AssessmentScore, Contribution } from './scoring.ts'

const MIN_RECOMMENDATIONS = 3
const MAX_RECOMMENDATIONS = 5
const MOST_OF_AN_AREA = 3

export interface Recommendation {
  questionId: string
  area: string
  areaName: string
  /** Points of the total that A would add, to one decimal; 0 says "keep it up". */
  gain: number
  title: string
  action: string
}

/** The answers that cost the most weighted points come first. Fewer than three are filled up with strengths. */
export function recommend(
  quiz: Quiz,
  { contributions }: Pick<AssessmentScore, 'contributions'>,
): Recommendation[] {
  // Sorting is stable: equal costs stay in the order of the quiz.
  const byCost = contributions.toSorted((one, other) => other.lost - one.lost)
  const gaps = fewOfEachArea(byCost.filter((part) => part.lost > 0)).slice(0, MAX_RECOMMENDATIONS)
  const strengths = byCost
    .filter((part) => part.lost === 0)
    .toSorted((one, other) => other.gained - one.gained)
    .slice(0, Math.max(0, MIN_RECOMMENDATIONS - gaps.length))
  return [
    ...gaps.map((part) => fix(quiz, part.questionId, part.lost)),
    ...strengths.map((part) => keep(quiz, part.questionId)),
  ]
}

/** The first of each area: five steps in one area are no plan for a company. */
function fewOfEachArea(parts: readonly Contribution[]): Contribution[] {
  return parts.filter(({ area }, place) => {
    const before = parts.slice(0, place).filter((other) => other.area === area)
    return before.length < MOST_OF_AN_AREA
  })
}

function fix(quiz: Quiz, questionId: string, lost: number): Recommendation {
  const { recommendation } = findQuestion(quiz, questionId)!
  return { ...origin(quiz, questionId), gain: toOneDecimal(lost), ...recommendation }
}

function keep(quiz: Quiz, questionId: string): Recommendation {
  const { title, maxContribution } = findQuestion(quiz, questionId)!
  return {
    ...origin(quiz, questionId),
    gain: 0,
    title: quiz.strength.title.replace('{title}', () => title),
    action: quiz.strength.action.replace('{points}', () => String(wholePoints(maxContribution))),
  }
}

function origin(quiz: Quiz, questionId: string) {
  const { area } = findQuestion(quiz, questionId)!
  return { questionId, area, areaName: findArea(quiz, area)!.name }
}

const SEPARATOR = ' | '
const STORED = /^([a-z_]+)_\d+$/
const inPoints = plural(LANGUAGE_FACTS.en, { one: '+# point', other: '+# points' })
const GAIN = /^\+(\d{1,3}(?:\.\d)?) points?$/

/**
 * E.g. `customer_safe_2 | Customer-Safe AI | +7 points | Title | What to do`. Stored, so that a result stays as it was
 * when the quiz changes. The quiz's validation keeps the separator out of every text.
 */
export function formatRecommendation(recommendation: Recommendation): string {
  const { questionId, areaName, gain, title, action } = recommendation
  return [questionId, areaName, inPoints(gain), title, action].join(SEPARATOR)
}

export function storedRecommendations(quiz: Quiz, score: Pick<AssessmentScore, 'contributions'>): string[] {
  return recommend(quiz, score).map(formatRecommendation)
}

/** Reads any version of the quiz. Null for a line of another form. */
export function parseRecommendation(line: string): Recommendation | null {
  const parts = line.split(SEPARATOR)
  const [questionId, areaName, points, title, action] = parts
  if (parts.length !== 5 || !questionId || !areaName || !points || !title || !action) return null
  const area = STORED.exec(questionId)?.[1]
  const gain = GAIN.exec(points)?.[1]
  if (!area || !gain) return null
  return { questionId, area, areaName, gain: Number(gain), title, action }
}

export function parseRecommendations(lines: readonly string[]): Recommendation[] {
  return lines.map(parseRecommendation).filter((recommendation) => recommendation !== null)
}

/** Stored ones, in the words of a quiz of the same version; of another version, in the words that they were stored in. */
export function recommendationsIn(
  quiz: Quiz,
  result: { scorecard: string; quizVersion: string; recommendations: readonly string[] },
): Recommendation[] {
  const stored = parseRecommendations(result.recommendations)
  if (!isQuizOf(quiz, result)) return stored
  return stored.map(({ questionId, gain }) =>
    gain > 0 ? { ...fix(quiz, questionId, gain), gain } : keep(quiz, questionId),
  )
}

function toOneDecimal(points: number): number {
  return Math.round(points * 10 + 1e-9) / 10
}
