import type { AreaScore } from '#app/components/area-scores.tsx'
import type { ShownCategory } from '#app/components/results-head.tsx'
import type { ResultsProps } from '#app/components/results.tsx'
import {
  type CategoryId,
  type Quiz,
  type ScoreBreakdown,
  findLimits,
  scoredAreas,
} from '#app/domain/quiz/quiz.ts'
import { nearestCategory } from '#app/domain/quiz/category-for.ts'
import { recommendationsIn } from '#app/domain/quiz/recommendations.ts'
import type { OwnResults } from '#app/services/assessment/open-results.server.ts'

/** For everybody; an address opens the others. */
const FREE_RECOMMENDATIONS = 1

export function shownCategory(quiz: Quiz, id: CategoryId): ShownCategory {
  const { name, headline, explanation, nextStep } = nearestCategory(quiz, id)
  return { category: id, name, headline, explanation, nextStep, limits: findLimits(quiz) }
}

export function areaScores(quiz: Quiz, breakdown: ScoreBreakdown): AreaScore[] {
  return scoredAreas(quiz, breakdown).map(({ area: { id, name, weight }, score }) => ({
    id,
    name,
    weight,
    score,
  }))
}

/** Of a locked one, the area and the gain leave the server, and not the advice. */
export function recommendationsView(
  quiz: Quiz,
  assessment: Pick<OwnResults, 'quizVersion' | 'recommendations' | 'unlocked'>,
): ResultsProps['recommendations'] {
  const items = recommendationsIn(quiz, assessment).map(({ questionId, areaName, gain, title, action }) => ({
    id: questionId,
    areaName,
    gain,
    title,
    action,
  }))
  if (assessment.unlocked) return { items, locked: [] }
  return {
    items: items.slice(0, FREE_RECOMMENDATIONS),
    locked: items.slice(FREE_RECOMMENDATIONS).map(({ id, areaName, gain }) => ({ id, areaName, gain })),
  }
}
