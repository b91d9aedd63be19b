import { type CategoryId, type Quiz, findCategory, findLimits } from './quiz.ts'
import { type Recommendation, recommend } from './recommendations.ts'
import { scoreAssessment } from './scoring.ts'

export interface SampleResult {
  score: number
  category: CategoryId
  categoryName: string
  limits: number[]
  areas: { id: string; name: string; score: number }[]
  /** the first of them, most points first */
  recommendations: Recommendation[]
}

const SHOWN = 3

const made = new WeakMap<Quiz, SampleResult>()

/** A result as the scoring gives it for the sample answers: what the landing page and the picture of it show. */
export function sampleResult(quiz: Quiz): SampleResult {
  const sample = made.get(quiz) ?? makeSample(quiz)
  made.set(quiz, sample)
  return sample
}

function makeSample(quiz: Quiz): SampleResult {
  const scored = scoreAssessment(quiz, quiz.sample)
  return {
    score: scored.totalScore,
    category: scored.scoreCategory,
    categoryName: findCategory(quiz, scored.scoreCategory)!.name,
    limits: findLimits(quiz),
    areas: quiz.areas.map(({ id, name, breakdownKey }) => ({
      id,
      name,
      score: scored.scoreBreakdown[breakdownKey]!,
    })),
    recommendations: recommend(quiz, scored).slice(0, SHOWN),
  }
}
