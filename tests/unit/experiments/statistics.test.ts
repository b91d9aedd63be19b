import { expect, test } from 'vitest'
import { confidenceSequence } from '#app/domain/experiments/confidence-sequence.ts'
import { smallestFindableLift, visitorsPerArm } from '#app/domain/experiments/plan.ts'
import { conversionSample, relativeLift } from '#app/domain/experiments/sample.ts'
import { logLikelihood, logMarginal, sampleRatioPValue } from '#app/domain/experiments/sample-ratio.ts'

test('a confidence sequence of two rates is the one of GrowthBook', () => {
  const estimate = relativeLift(conversionSample(1396, 3000), conversionSample(2422, 3461))!
  const { low, high } = confidenceSequence(estimate, 5000, 0.05)
  expect(estimate.lift).toBeCloseTo(0.50386, 5)
  expect(estimate.standardError).toBeCloseTo(0.03386, 5)
  expect([low, high]).toEqual([expect.closeTo(0.40098, 5), expect.closeTo(0.60675, 5)])
})

test('a confidence sequence of two means is the one of GrowthBook', () => {
  const sample = (sum: number, sumOfSquares: number, n: number) => ({
    n,
    mean: sum / n,
    variance: (sumOfSquares - sum ** 2 / n) / (n - 1),
  })
  const estimate = relativeLift(sample(1396.87, 52377.9767, 3000), sample(2422.7, 134698.29, 3461))!
  const { low, high } = confidenceSequence(estimate, 1000, 0.05)
  expect(estimate.lift).toBeCloseTo(0.50336, 5)
  expect([low, high]).toEqual([expect.closeTo(-0.55844, 5), expect.closeTo(1.56516, 5)])
})

test('the likelihoods behind the sample ratio are those of the published implementation, arrival by arrival', () => {
  const arrivals = [
    [1, 0, 0],
    [1, 1, 0],
    [2, 1, 0],
    [2, 2, 0],
  ]
  const marginals = [-1.0986, -2.4849, -3.4012, -4.4998]
  const likelihoods = [-0.9163, -1.8326, -2.7489, -3.6652]
  for (const [index, counts] of arrivals.entries()) {
    expect(logMarginal(counts, [1, 1, 1])).toBeCloseTo(marginals[index]!, 4)
    expect(logLikelihood(counts, [0.4, 0.4, 0.2])).toBeCloseTo(likelihoods[index]!, 4)
  }
})

test.for([
  [[500, 600], 0.6715, 4],
  [[100, 900], 2.4e-13, 14],
  [[821_588, 815_482], 1.56e-4, 6],
] as const)('the p-value of a sample ratio of %j is %d', ([counts, value, digits]) => {
  expect(sampleRatioPValue(counts, [0.5, 0.5], 10_000)).toBeCloseTo(value, digits)
})

test('shares that do not divide the counts are refused', () => {
  expect(() => sampleRatioPValue([1, 2], [0.5, 0.4], 1)).toThrow('do not divide 2 counts')
  expect(() => sampleRatioPValue([1, 2, 3], [0.5, 0.5], 1)).toThrow(RangeError)
  expect(() => conversionSample(3, 2)).toThrow('Of 2 visitors 3 cannot have converted')
})

test.for([
  [0.3, 0.1, 3760],
  [0.3, 0.2, 961],
  [0.3, 0.5, 160],
  [0.5, 0.1, 1562],
  [0.5, 0.2, 385],
] as const)(
  'with a rate of %d, a lift of %d takes %d visitors an arm in one look',
  ([rate, lift, visitors]) => {
    expect(Math.abs(visitorsPerArm(rate, lift) - visitors)).toBeLessThanOrEqual(3)
  },
)

test('the smallest lift that a test finds shrinks with its visitors, and is more than one look would find', () => {
  const lifts = [1000, 4000, 16_000].map((planned) => smallestFindableLift(0.3, planned, 0.05)!)
  expect(lifts).toEqual([...lifts].sort((a, b) => b - a))
  const [first = 0] = lifts
  expect(visitorsPerArm(0.3, first)).toBeLessThan(500)
  expect(smallestFindableLift(0.3, 10, 0.05)).toBeNull()
  expect(smallestFindableLift(0, 1000, 0.05)).toBeNull()
})
