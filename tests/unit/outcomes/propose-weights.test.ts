import { describe, expect, test } from 'vitest'
import { type ClosedDeals, FEWEST, proposeWeights } from '#app/domain/outcomes/propose-weights.ts'
import { seededRandom } from '#prisma/seeded-random.ts'

const TODAY = [25, 35, 25, 15]
const SEEDS = 500
const DEALS = 600

/** Deals whose chance to be won follows `effects`: of ten points of each area, on the logarithm of the odds. */
function simulate(seed: number, effects: readonly number[]): ClosedDeals[] {
  const random = seededRandom(seed)
  return Array.from({ length: DEALS }, () => {
    const scores = effects.map(() => 5 * Math.floor(random() * 21))
    const logit = scores.reduce((sum, score, place) => sum + (effects[place]! * (score - 50)) / 10, -0.3)
    return { scores, closed: 1, won: random() < 1 / (1 + Math.exp(-logit)) ? 1 : 0 }
  })
}

const proposals = (effects: readonly number[], weights: readonly number[] = TODAY) =>
  Array.from({ length: SEEDS }, (_, seed) => proposeWeights(simulate(seed + 1, effects), weights))
const shareOf = (all: readonly { kind: string }[], kind: string) =>
  all.filter((one) => one.kind === kind).length / all.length

describe('over five hundred seeds', () => {
  test.each([2, 4, 8])(
    'nothing is proposed in at least 95 of 100 where %i areas and deals have nothing to do with each other',
    (areas) => {
      const alike = Array.from({ length: areas }, () => 100 / areas)
      const nothing = alike.map(() => 0)
      expect(shareOf(proposals(nothing, alike), 'proposed')).toBeLessThanOrEqual(0.05)
    },
  )

  test('nothing is proposed in at least 95 of 100 where today’s weights are the right ones', () => {
    const all = proposals(TODAY.map((weight) => weight / 100))
    expect(shareOf(all, 'proposed')).toBeLessThanOrEqual(0.05)
    expect(shareOf(all, 'as_they_are')).toBeGreaterThan(0.9)
  })

  test('other weights are proposed where one area alone decides, and that one has most', () => {
    const all = proposals([0, 0, 0, 0.4])
    expect(shareOf(all, 'proposed')).toBeGreaterThan(0.99)
    for (const one of all) {
      if (one.kind !== 'proposed') continue
      expect(one.weights.reduce((sum, weight) => sum + weight, 0)).toBe(100)
      expect(Math.max(...one.weights)).toBe(one.weights[3])
    }
  })

  test('the intervals of the areas hold the truth in 93 to 97 of 100 cases', () => {
    const truth = [0.1, 0, 0.25, -0.05]
    let held = 0
    let intervals = 0
    for (const one of proposals(truth)) {
      if (one.kind === 'too_few') continue
      for (const [place, { low, high }] of one.effects.entries()) {
        intervals++
        if (low <= Math.exp(truth[place]!) && Math.exp(truth[place]!) <= high) held++
      }
    }
    expect(intervals).toBe(4 * SEEDS)
    expect(held / intervals).toBeGreaterThan(0.93)
    expect(held / intervals).toBeLessThan(0.97)
  })
})

test('with few deals won, or few lost, nothing is worked out', () => {
  const deal = (won: number, closed: number): ClosedDeals => ({ scores: [50, 50, 50, 50], won, closed })
  expect(proposeWeights([deal(FEWEST - 1, 500)], TODAY)).toEqual({
    kind: 'too_few',
    won: FEWEST - 1,
    lost: 441,
  })
  expect(proposeWeights([deal(500, 500 + FEWEST - 1)], TODAY).kind).toBe('too_few')
  expect(proposeWeights([], TODAY)).toEqual({ kind: 'too_few', won: 0, lost: 0 })
})

test('areas that are always the same, or that tell won and lost apart without exception, give no proposal', () => {
  const same = { scores: [50, 50, 50, 50], closed: 200, won: 100 }
  expect(proposeWeights([same], TODAY)).toEqual({ kind: 'no_relation', effects: [] })
  const apart = [
    { scores: [90, 90, 90, 90], closed: 100, won: 100 },
    { scores: [10, 20, 30, 40], closed: 100, won: 0 },
  ]
  expect(proposeWeights(apart, TODAY)).toEqual({ kind: 'no_relation', effects: [] })
})

test('deals that weak areas win get no weights', () => {
  const all = simulate(7, [-0.4, -0.3, -0.4, -0.2])
  expect(proposeWeights(all, TODAY).kind).toBe('as_they_are')
})
