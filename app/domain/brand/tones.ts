import { categoryFor } from '#app/domain/quiz/category-for.ts'
import type { CategoryId } from '#app/domain/quiz/quiz.ts'
import type { ColourName } from './brand-types.ts'

const TONES: Record<CategoryId, ColourName> = {
  champion: 'champion',
  builder: 'builder',
  risk_zone: 'risk',
  alert: 'alert',
  crisis: 'crisis',
}

/** The colour of a score from 0 to 100, beside which the number always stands: a hue alone tells not everybody anything. */
export function toneOf(score: number): ColourName {
  return TONES[categoryFor(score).id]
}
