import { type CategoryId, AREAS, findCategory } from './quiz.ts'
import { type Recommendation, recommend } from './recommendations.ts'
import { scoreAssessment } from './scoring.ts'
import { sampleAnswers } from './sample-answers.ts'

export interface SampleResult {
  score: number
  category: CategoryId
  categoryName: string
  areas: { id: string; name: string; score: number }[]
  /** the first of them, most points first */
  recommendations: Recommendation[]
}

const SHOWN = 3

let made: SampleResult | null = null

/** A result as the scoring gives it for the sample answers: what the landing page and the picture of it show. */
export function sampleResult(): SampleResult {
  made ??= makeSample()
  return made
}

function makeSample(): SampleResult {
  const scored = scoreAssessment(sampleAnswers)
  return {
    score: scored.totalScore,
    category: scored.scoreCategory,
    categoryName: findCategory(scored.scoreCategory)!.name,
    areas: AREAS.map(({ id, name, breakdownKey }) => ({
      id,
      name,
      score: scored.scoreBreakdown[breakdownKey],
    })),
    recommendations: recommend(scored).slice(0, SHOWN),
  }
}
