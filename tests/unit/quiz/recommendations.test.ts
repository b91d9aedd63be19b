import { expect, test } from 'vitest'
import { findQuiz } from '#app/content/scorecards.ts'
import { type Quiz, CHOICES } from '#app/domain/quiz/quiz.ts'
import { QUIZ, QUESTIONS } from '#tests/factories/quiz.ts'
import {
  formatRecommendation,
  parseRecommendation,
  parseRecommendations,
  recommend,
  recommendationsIn,
  storedRecommendations,
} from '#app/domain/quiz/recommendations.ts'
import { scoreAssessment } from '#app/domain/quiz/scoring.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { fc } from '#tests/helpers/fast-check.ts'

const answers = fc.record(
  Object.fromEntries(QUESTIONS.map((question) => [question.id, fc.constantFrom(...CHOICES)])),
)
const adviceFor = (given: Record<string, unknown>) => recommend(QUIZ, scoreAssessment(QUIZ, given))
const ids = (given: Record<string, string>) => adviceFor(given).map((one) => one.questionId)

test('the costliest answers come first, by weighted points rather than by letter', () => {
  // Lost: customer_safe_5 D 5.25, governance_1 E 5, value_assurance_2 D 4.6875, customer_safe_1 B 1.75.
  const given = answerAll('A', {
    value_assurance_2: 'D',
    customer_safe_1: 'B',
    customer_safe_5: 'D',
    governance_1: 'E',
  })
  expect(adviceFor(given).map(({ questionId, gain }) => [questionId, gain])).toEqual([
    ['customer_safe_5', 5.3],
    ['governance_1', 5],
    ['value_assurance_2', 4.7],
    ['customer_safe_1', 1.8],
  ])
})

test('equal costs are named in the order of the quiz, and at most three of an area', () => {
  expect(ids(answerAll('E'))).toEqual([
    'customer_safe_1',
    'customer_safe_2',
    'customer_safe_3',
    'value_assurance_1',
    'value_assurance_2',
  ])
  expect(
    ids(answerAll('A', { risk_compliance_1: 'C', value_assurance_4: 'C', value_assurance_1: 'C' })),
  ).toEqual(['value_assurance_1', 'value_assurance_4', 'risk_compliance_1'])
})

test('a recommendation names its area, its gain and what to do', () => {
  expect(adviceFor(answerAll('A', { customer_safe_2: 'E' }))[0]).toEqual({
    questionId: 'customer_safe_2',
    area: 'customer_safe',
    areaName: 'Customer-Safe AI',
    gain: 7,
    title: 'Score live answers every week and alert on a drop',
    action: expect.stringContaining('Sample at least 50 live answers a week') as string,
  })
})

test('a perfect score is told which strengths to keep', () => {
  const kept = adviceFor(answerAll('A'))
  expect(kept.map((one) => one.questionId)).toEqual(['customer_safe_1', 'customer_safe_2', 'customer_safe_3'])
  expect(kept.map((one) => one.gain)).toEqual([0, 0, 0])
  expect(kept[0]!.title).toBe('Keep your strength: Testing before release')
  expect(kept[0]!.action).toContain('7 of your points depend on it')
})

test('a single gap is followed by two strengths', () => {
  const found = adviceFor(answerAll('A', { governance_2: 'B' }))
  expect(found.map((one) => [one.questionId, one.gain])).toEqual([
    ['governance_2', 1.3],
    ['customer_safe_1', 0],
    ['customer_safe_2', 0],
  ])
})

test('any answers give three to five recommendations, sorted, each for another question', () => {
  fc.assert(
    fc.property(answers, (given) => {
      const found = adviceFor(given)
      const lost = new Map(
        scoreAssessment(QUIZ, given).contributions.map((part) => [part.questionId, part.lost]),
      )
      expect(found.length).toBeGreaterThanOrEqual(3)
      expect(found.length).toBeLessThanOrEqual(5)
      expect(new Set(found.map((one) => one.questionId)).size).toBe(found.length)
      const costs = found.map((one) => lost.get(one.questionId)!)
      expect(costs).toEqual(costs.toSorted((one, other) => other - one))
      const smallest = costs.at(-1)!
      const ofArea = (id: string) => found.filter(({ area }) => id.startsWith(area)).length
      expect(
        Math.max(...found.filter(({ gain }) => gain > 0).map(({ questionId }) => ofArea(questionId)), 0),
      ).toBeLessThanOrEqual(3)
      const leftOut = [...lost].filter(
        ([id]) => !found.some((one) => one.questionId === id) && ofArea(id) < 3,
      )
      expect(leftOut.every(([, cost]) => cost <= smallest)).toBe(true)
    }),
  )
})

test('the stored line holds everything and reads back the same', () => {
  fc.assert(
    fc.property(answers, (given) => {
      expect(parseRecommendations(storedRecommendations(QUIZ, scoreAssessment(QUIZ, given)))).toEqual(
        adviceFor(given),
      )
    }),
  )
})

test('what was stored is said in the language of the page, gaps and strengths alike', () => {
  fc.assert(
    fc.property(answers, fc.constantFrom('en', 'de'), fc.constantFrom('en', 'de'), (given, then, now) => {
      const [before, page] = [then, now].map((language) =>
        findQuiz({ scorecard: QUIZ.scorecard, language }),
      ) as [Quiz, Quiz]
      const score = scoreAssessment(QUIZ, given)
      const stored = {
        scorecard: QUIZ.scorecard,
        quizVersion: QUIZ.version,
        recommendations: storedRecommendations(before, score),
      }
      expect(recommendationsIn(page, stored)).toEqual(recommend(page, score))
    }),
  )
})

test('advice on questions that are gone stays as it was said', () => {
  const recommendations = ['governance_8 | Old Name | +2.5 points | Old title | Old action.']
  const stored = { scorecard: QUIZ.scorecard, quizVersion: '2019-01', recommendations }
  expect(recommendationsIn(QUIZ, stored).map(({ title }) => title)).toEqual(['Old title'])
})

test('the stored line is readable as it is', () => {
  expect(
    formatRecommendation({
      questionId: 'governance_1',
      area: 'governance',
      areaName: 'Implementation Governance',
      gain: 1,
      title: 'Review every change',
      action: 'Ask a second person.',
    }),
  ).toBe('governance_1 | Implementation Governance | +1 point | Review every change | Ask a second person.')
})

test('a stored line of a question and texts that the quiz no longer has still reads', () => {
  expect(parseRecommendation('governance_8 | Old Name | +2.5 points | Old title | Old action.')).toEqual({
    questionId: 'governance_8',
    area: 'governance',
    areaName: 'Old Name',
    gain: 2.5,
    title: 'Old title',
    action: 'Old action.',
  })
})

test.for([
  '',
  'Review your prompts',
  'cooking | Food | +1 point | Eat | Well',
  'governance_1 | G | lots | T | A',
])('the line "%s" is not taken for a recommendation', (line) => {
  expect(parseRecommendation(line)).toBeNull()
})
