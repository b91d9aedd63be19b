import type { ColourName } from '#app/domain/brand/brand-types.ts'
import type { CategoryId } from './structure.ts'

const TONES: Readonly<Record<CategoryId, ColourName>> = {
  champion: 'champion',
  builder: 'builder',
  risk_zone: 'risk',
  alert: 'alert',
  crisis: 'crisis',
}

/** The colour of a score from 0 to 100, beside which the number always stands: a hue alone tells not everybody anything. */
export function toneOf(score: number): ColourName {
  return TONES[categoryLike(score)]
}

const FIFTHS: readonly CategoryId[] = ['crisis', 'alert', 'risk_zone', 'builder', 'champion']

/** The category whose colour a score has, wherever a scorecard draws its own limits. @param score from 0 to 100 */
export function categoryLike(score: number): CategoryId {
  return FIFTHS[Math.min(4, Math.floor(score / 20))]!
}
