import { type Fit, type Observation, fitLogistic } from './logistic-regression.ts'
import { Z_95 } from './win-rate.ts'

/** Deals with these scores of the areas, 0 to 100 each, in the order of the weights. */
export interface ClosedDeals {
  scores: readonly number[]
  closed: number
  won: number
}

/** What ten points more of an area multiply the odds of winning by, the others being equal. */
export interface AreaEffect {
  odds: number
  low: number
  high: number
}

export type WeightProposal =
  | { kind: 'too_few'; won: number; lost: number }
  /** which areas are strong says nothing of which deals are won */
  | { kind: 'no_relation'; effects: AreaEffect[] }
  /** today's weights say as much as any */
  | { kind: 'as_they_are'; effects: AreaEffect[] }
  /** whole numbers that come to 100 */
  | { kind: 'proposed'; effects: AreaEffect[]; weights: number[] }

/** Of each, at least: ten for each of the areas, and for good measure. */
export const FEWEST = 60

// Chi squared beyond which one of a hundred is by chance, with one degree of freedom to eight, as many as a scorecard has areas.
// https://www.itl.nist.gov/div898/handbook/eda/section3/eda3674.htm
const BY_CHANCE = [6.635, 9.21, 11.345, 13.277, 15.086, 16.812, 18.475, 20.09]
const byChance = (degrees: number) => BY_CHANCE[degrees - 1] ?? Infinity

/** Weights are proposed only where the areas tell which deals are won, and others tell it better than today's. */
export function proposeWeights(deals: readonly ClosedDeals[], weights: readonly number[]): WeightProposal {
  const won = deals.reduce((sum, deal) => sum + deal.won, 0)
  const lost = deals.reduce((sum, { closed }) => sum + closed, 0) - won
  if (won < FEWEST || lost < FEWEST) return { kind: 'too_few', won, lost }
  const fitBy = (valuesOf: (scores: readonly number[]) => number[]) =>
    fitLogistic(
      deals.map(({ scores, closed, won: successes }): Observation => ({
        values: valuesOf(scores),
        trials: closed,
        successes,
      })),
    )
  const areas = fitBy((scores) => scores.map((score) => score / 10))
  const total = fitBy((scores) => [
    scores.reduce((sum, score, place) => sum + score * weights[place]!, 0) / 1000,
  ])
  const nothing = fitBy(() => [])
  if (!areas || !total || !nothing) return { kind: 'no_relation', effects: [] }
  const effects = effectsOf(areas)
  const better = (fit: Fit, than: Fit) => 2 * (fit.logLikelihood - than.logLikelihood)
  if (better(areas, nothing) < byChance(weights.length)) return { kind: 'no_relation', effects }
  const proposed = toWeights(areas.coefficients.slice(1))
  if (!proposed || better(areas, total) < byChance(weights.length - 1))
    return { kind: 'as_they_are', effects }
  return { kind: 'proposed', effects, weights: proposed }
}

function effectsOf({ coefficients, standardErrors }: Fit): AreaEffect[] {
  return coefficients.slice(1).map((coefficient, place) => {
    const half = Z_95 * standardErrors[place + 1]!
    return {
      odds: Math.exp(coefficient),
      low: Math.exp(coefficient - half),
      high: Math.exp(coefficient + half),
    }
  })
}

const LEAST = 1

/** In the proportion of the effects, by the largest remainders; a scorecard takes none of 0. Null: weak areas win deals, which no weights can say. */
function toWeights(effects: readonly number[]): number[] | null {
  const positive = effects.map((effect) => Math.max(effect, 0))
  const sum = positive.reduce((one, other) => one + other, 0)
  if (sum === 0) return null
  const exact = positive.map((effect) => LEAST + ((100 - LEAST * effects.length) * effect) / sum)
  const weights = exact.map(Math.floor)
  const left = 100 - weights.reduce((one, other) => one + other, 0)
  const byRemainder = exact
    .map((value, place) => ({ place, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.place - b.place)
  for (const { place } of byRemainder.slice(0, left)) weights[place]! += 1
  return weights
}
