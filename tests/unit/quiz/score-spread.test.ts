import { fc } from '#tests/helpers/fast-check.ts'
import { expect, test } from 'vitest'
import { SPREAD_FROM, bandScores, findBand } from '#app/domain/quiz/score-spread.ts'

const countsOf = (byScore: Record<number, number>) =>
  Array.from({ length: 101 }, (_, score) => byScore[score] ?? 0)

test('bands of ten points are joined with the next ones until each holds ten, the last with the one before', () => {
  expect(bandScores(countsOf({ 5: 3, 15: 8, 25: 30, 49: 12, 95: 4, 100: 5 }))).toEqual([
    { lowestScore: 0, count: 10 },
    { lowestScore: 20, count: 30 },
    { lowestScore: 30, count: 20 },
  ])
})

test('too few results, or all in one band, are not shown', () => {
  expect(bandScores(countsOf({ 20: 25, 60: 24 }))).toBeNull()
  expect(bandScores(countsOf({ 20: 500 }))).toBeNull()
})

test('whatever the scores are, no band has fewer than ten, all are round, and every score has its band', () => {
  const counts = fc.array(fc.nat({ max: 12 }), { minLength: 101, maxLength: 101 })
  fc.assert(
    fc.property(counts, (scores) => {
      const bands = bandScores(scores)
      const total = scores.reduce((sum, n) => sum + n, 0)
      if (bands === null) return expect(total < SPREAD_FROM || total > 0).toBe(true)
      for (const { count } of bands) expect(count >= 10 && count % 10 === 0).toBe(true)
      const shown = bands.reduce((sum, { count }) => sum + count, 0)
      expect(Math.abs(shown - total)).toBeLessThanOrEqual(bands.length * 5)
      expect(bands[0]!.lowestScore).toBe(0)
      for (let score = 0; score <= 100; score++) {
        const place = findBand(bands, score)
        expect(bands[place]!.lowestScore).toBeLessThanOrEqual(score)
        expect(bands[place + 1]?.lowestScore ?? 101).toBeGreaterThan(score)
      }
    }),
  )
})
