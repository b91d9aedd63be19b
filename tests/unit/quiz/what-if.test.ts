import { expect, test } from 'vitest'
import { CHOICES } from '#app/domain/quiz/quiz.ts'
import { QUIZ, QUESTIONS } from '#tests/factories/quiz.ts'
import { scoreAssessment } from '#app/domain/quiz/scoring.ts'
import { fewestFixes, fixable, scoreWithFixes } from '#app/domain/quiz/what-if.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { fc } from '#tests/helpers/fast-check.ts'

const answers = fc.record(
  Object.fromEntries(QUESTIONS.map((question) => [question.id, fc.constantFrom(...CHOICES)])),
)

/** The least number of fixes that reach a total, by trying all 65,536 choices of fixes. */
function leastByTrying(given: Parameters<typeof scoreAssessment>[1], target: number): number {
  const { contributions, unroundedTotal } = scoreAssessment(QUIZ, given)
  const sums = new Float64Array(1 << contributions.length)
  const counts = new Uint8Array(sums.length)
  let least = Infinity
  for (let set = 1; set < sums.length; set += 1) {
    const last = 31 - Math.clz32(set)
    const rest = set & ~(1 << last)
    sums[set] = sums[rest]! + contributions[last]!.lost
    counts[set] = counts[rest]! + 1
    const total = Math.floor(unroundedTotal + sums[set]! + 0.5 + 1e-9)
    if (total >= target) least = Math.min(least, counts[set]!)
  }
  return least
}

test('no choice of fewer fixes leads into the next category, whatever was answered', () => {
  fc.assert(
    fc.property(answers, (given) => {
      const way = fewestFixes(QUIZ, given)
      if (way === null) {
        expect(scoreAssessment(QUIZ, given).scoreCategory).toBe('champion')
        return
      }
      const reached = scoreWithFixes(QUIZ, given, way.questionIds)
      expect(reached.totalScore).toBeGreaterThanOrEqual(way.category.from)
      expect(way.questionIds).toHaveLength(leastByTrying(given, way.category.from))
    }),
    { numRuns: 300 },
  )
})

test('the way up leads into the category next to the present one, and there is none from the highest', () => {
  expect(fewestFixes(QUIZ, answerAll('B'))?.category.id).toBe('champion')
  expect(fewestFixes(QUIZ, answerAll('C'))?.category.id).toBe('builder')
  expect(fewestFixes(QUIZ, answerAll('D'))?.category.id).toBe('risk_zone')
  expect(fewestFixes(QUIZ, answerAll('E'))?.category.id).toBe('alert')
  expect(fewestFixes(QUIZ, answerAll('A'))).toBeNull()
})

test('a fix counts as the answer A: fixing all gives 100, and fixing nothing changes nothing', () => {
  fc.assert(
    fc.property(answers, fc.subarray(QUESTIONS.map(({ id }) => id)), (given, ids) => {
      expect(scoreWithFixes(QUIZ, given, []).totalScore).toBe(scoreAssessment(QUIZ, given).totalScore)
      expect(
        scoreWithFixes(
          QUIZ,
          given,
          QUESTIONS.map(({ id }) => id),
        ).totalScore,
      ).toBe(100)
      const { contributions, unroundedTotal } = scoreAssessment(QUIZ, given)
      const gain = contributions.filter(({ questionId }) => ids.includes(questionId))
      expect(scoreWithFixes(QUIZ, given, ids).unroundedTotal).toBeCloseTo(
        unroundedTotal + gain.reduce((sum, { lost }) => sum + lost, 0),
        6,
      )
    }),
  )
})

test('of what an address names, only questions that have something to fix are taken, each once', () => {
  const given = answerAll('A', { governance_2: 'C', value_assurance_1: 'E' })
  expect(
    fixable(QUIZ, given, [
      'governance_2',
      'governance_2',
      'governance_1',
      'toString',
      'value_assurance_1',
      '',
    ]),
  ).toEqual(['value_assurance_1', 'governance_2'])
})
