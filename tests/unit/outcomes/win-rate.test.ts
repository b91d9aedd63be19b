import { expect, test } from 'vitest'
import { winRate } from '#app/domain/outcomes/win-rate.ts'
import { seededRandom } from '#prisma/seeded-random.ts'

test('the interval of nine won of ten is Wilson’s', () => {
  const { rate, low, high } = winRate(9, 10)
  expect(rate).toBe(0.9)
  // statsmodels: proportion_confint(9, 10, method='wilson')
  expect(low).toBeCloseTo(0.59585, 4)
  expect(high).toBeCloseTo(0.98212, 4)
})

test('no deal, none won and all won have an interval within 0 and 1', () => {
  expect(winRate(0, 0)).toEqual({ rate: null, low: 0, high: 1 })
  expect(winRate(0, 12).low).toBeCloseTo(0, 12)
  expect(winRate(0, 12).high).toBeCloseTo(0.2425, 3)
  expect(winRate(12, 12).high).toBeCloseTo(1, 12)
})

test('over five hundred seeds the intervals hold the true rate in 93 to 97 of 100 cases', () => {
  let held = 0
  let intervals = 0
  for (let seed = 1; seed <= 500; seed++) {
    const random = seededRandom(seed)
    for (let band = 0; band < 5; band++) {
      const truth = 0.05 + 0.9 * random()
      const closed = 15 + Math.floor(random() * 300)
      let won = 0
      for (let deal = 0; deal < closed; deal++) if (random() < truth) won++
      const { low, high } = winRate(won, closed)
      intervals++
      if (low <= truth && truth <= high) held++
    }
  }
  expect(held / intervals).toBeGreaterThan(0.93)
  expect(held / intervals).toBeLessThan(0.97)
})
