import { findArea, findQuestion } from './quiz.ts'
import type { AreaId } from './quiz.ts'
import type { AssessmentScore } from './scoring.ts'

const MIN_RECOMMENDATIONS = 3
const MAX_RECOMMENDATIONS = 5

export interface Recommendation {
  questionId: string
  area: AreaId
  areaName: string
  /** Points of the total that full maturity would add, to one decimal; 0 says "keep it so". */
  gain: number
  title: string
  action: string
}

/**
 * Three to five recommendations, the answers that cost the most weighted points first, ties in the order of the quiz.
 * Where fewer than three answers cost anything, the rest name the strengths with the most points at stake.
 */
export function recommend({ contributions }: Pick<AssessmentScore, 'contributions'>): Recommendation[] {
  // Sorting is stable, so equal costs stay in the order of the quiz.
  const byCost = contributions.toSorted((one, other) => other.lost - one.lost)
  const gaps = byCost.filter((part) => part.lost > 0).slice(0, MAX_RECOMMENDATIONS)
  const strengths = byCost
    .filter((part) => part.lost === 0)
    .toSorted((one, other) => other.gained - one.gained)
    .slice(0, Math.max(0, MIN_RECOMMENDATIONS - gaps.length))
  return [
    ...gaps.map((part) => fix(part.questionId, part.lost)),
    ...strengths.map((part) => keep(part.questionId, part.gained)),
  ]
}

function fix(questionId: string, lost: number): Recommendation {
  const { recommendation } = findQuestion(questionId)!
  return { ...origin(questionId), gain: toOneDecimal(lost), ...recommendation }
}

function keep(questionId: string, gained: number): Recommendation {
  const { title } = findQuestion(questionId)!
  return {
    ...origin(questionId),
    gain: 0,
    title: `Keep your strength: ${title}`,
    action: `You are at the highest level here, and ${toOneDecimal(gained)} of your points depend on it. Name the person who keeps it so, and look at it again every quarter.`,
  }
}

function origin(questionId: string) {
  const { area } = findQuestion(questionId)!
  return { questionId, area, areaName: findArea(area)!.name }
}

const SEPARATOR = ' | '
const STORED = /^([a-z_]+)_\d+$/
const GAIN = /^\+(\d{1,3}(?:\.\d)?) points?$/

/**
 * One line that holds all a page or an e-mail shows, readable in an export as it is:
 * `customer_safe_2 | Customer-Safe AI | +7 points | Title | What to do`. Stored with the assessment, so that a result
 * stays as it was when the quiz changes. The quiz's validation keeps the separator out of every text.
 */
export function formatRecommendation(recommendation: Recommendation): string {
  const { questionId, areaName, gain, title, action } = recommendation
  const points = gain === 1 ? '+1 point' : `+${gain} points`
  return [questionId, areaName, points, title, action].join(SEPARATOR)
}

/** The stored form of the recommendations for a score. */
export function storedRecommendations(score: Pick<AssessmentScore, 'contributions'>): string[] {
  return recommend(score).map(formatRecommendation)
}

/**
 * Reads what `formatRecommendation` wrote, in any version of the quiz.
 * @returns null for a line of another form
 */
export function parseRecommendation(line: string): Recommendation | null {
  const parts = line.split(SEPARATOR)
  const [questionId, areaName, points, title, action] = parts
  if (parts.length !== 5 || !questionId || !areaName || !points || !title || !action) return null
  const area = findArea(STORED.exec(questionId)?.[1] ?? '')?.id
  const gain = GAIN.exec(points)?.[1]
  if (!area || !gain) return null
  return { questionId, area, areaName, gain: Number(gain), title, action }
}

/** Reads the stored recommendations of an assessment and leaves out lines of another form. */
export function parseRecommendations(lines: readonly string[]): Recommendation[] {
  return lines.map(parseRecommendation).filter((recommendation) => recommendation !== null)
}

function toOneDecimal(points: number): number {
  return Math.round(points * 10 + 1e-9) / 10
}
