import { expect, test } from 'vitest'
import { categoryFor, nearestCategory } from '#app/domain/quiz/category-for.ts'
import { CATEGORY_IDS, CHOICES } from '#app/domain/quiz/quiz.ts'
import { findQuiz } from '#app/content/scorecards.ts'
import { QUIZ, QUESTIONS } from '#tests/factories/quiz.ts'
import { InvalidAnswersError, scoreAssessment } from '#app/domain/quiz/scoring.ts'
import { answerAll, answersByArea } from '#tests/factories/answers.ts'
import { fc } from '#tests/helpers/fast-check.ts'

const choice = fc.constantFrom(...CHOICES)
const answers = fc.record(Object.fromEntries(QUESTIONS.map((question) => [question.id, choice])))

test.for([
  ['A', 100, 'champion'],
  ['B', 75, 'builder'],
  ['C', 50, 'risk_zone'],
  ['D', 25, 'alert'],
  ['E', 0, 'crisis'],
] as const)('answering %s throughout scores %i in every area and in total', ([letter, points, category]) => {
  expect(scoreAssessment(QUIZ, answerAll(letter))).toMatchObject({
    totalScore: points,
    scoreCategory: category,
    scoreBreakdown: {
      valueAssurance: points,
      customerSafe: points,
      riskCompliance: points,
      governance: points,
    },
  })
})

test('areas are rounded for show only, and the total comes from their unrounded means', () => {
  // Areas: (100+75+75+0)/4 = 62.5, (75+50+25+25+0)/5 = 35, (100+50+25+25)/4 = 50, (100+25+0)/3 = 41.67.
  // Total: 15.625 + 12.25 + 12.5 + 6.25 = 46.625. From rounded areas it would be 46.8.
  const score = scoreAssessment(
    QUIZ,
    answersByArea({
      value_assurance: 'ABBE',
      customer_safe: 'BCDDE',
      risk_compliance: 'ACDD',
      governance: 'ADE',
    }),
  )
  expect(score.unroundedTotal).toBe(46.625)
  expect(score).toMatchObject({
    totalScore: 47,
    scoreCategory: 'risk_zone',
    scoreBreakdown: { valueAssurance: 63, customerSafe: 35, riskCompliance: 50, governance: 42 },
  })
})

test.for([
  [
    19.3125,
    19,
    'crisis',
    { value_assurance: 'ADEE', customer_safe: 'BEEEE', risk_compliance: 'EEEE', governance: 'ADE' },
  ],
  [
    19.5,
    20,
    'alert',
    { value_assurance: 'AEEE', customer_safe: 'AEEEE', risk_compliance: 'EEEE', governance: 'ADE' },
  ],
  [
    39,
    39,
    'alert',
    { value_assurance: 'AEEE', customer_safe: 'BEEEE', risk_compliance: 'AAEE', governance: 'AAA' },
  ],
  [
    39.5,
    40,
    'risk_zone',
    { value_assurance: 'AEEE', customer_safe: 'AEEEE', risk_compliance: 'AAEE', governance: 'AAB' },
  ],
  [
    59.25,
    59,
    'risk_zone',
    { value_assurance: 'AAAA', customer_safe: 'DEEEE', risk_compliance: 'AAAE', governance: 'AAB' },
  ],
  [
    59.5,
    60,
    'builder',
    { value_assurance: 'AAAA', customer_safe: 'AADEE', risk_compliance: 'AAAE', governance: 'EEE' },
  ],
  [
    79.25,
    79,
    'builder',
    { value_assurance: 'AAAA', customer_safe: 'AABEE', risk_compliance: 'AAAA', governance: 'AAE' },
  ],
  [
    79.5,
    80,
    'champion',
    { value_assurance: 'AAAA', customer_safe: 'AAACE', risk_compliance: 'AAAA', governance: 'AEE' },
  ],
] as const)('%d points are rounded once, to %i, and shown as %s', ([unrounded, total, category, choices]) => {
  expect(scoreAssessment(QUIZ, answersByArea(choices))).toMatchObject({
    unroundedTotal: unrounded,
    totalScore: total,
    scoreCategory: category,
  })
})

test.for([
  [0, 'crisis'],
  [19, 'crisis'],
  [20, 'alert'],
  [39, 'alert'],
  [40, 'risk_zone'],
  [59, 'risk_zone'],
  [60, 'builder'],
  [79, 'builder'],
  [80, 'champion'],
  [100, 'champion'],
] as const)('a total of %i belongs to the category %s', ([total, category]) => {
  const found = categoryFor(QUIZ, total)
  expect(found.id).toBe(category)
  expect(total).toBeGreaterThanOrEqual(found.from)
  expect(total).toBeLessThanOrEqual(found.to)
})

test.for([-1, 101, 19.5, Number.NaN])('%d is refused as a total', (total) => {
  expect(() => categoryFor(QUIZ, total)).toThrow(RangeError)
})

test('one answer costs what its area and its choice say', () => {
  const { contributions } = scoreAssessment(QUIZ, answerAll('A', { customer_safe_2: 'D', governance_1: 'B' }))
  expect(contributions.filter((part) => part.lost > 0)).toEqual([
    { questionId: 'customer_safe_2', area: 'customer_safe', choice: 'D', gained: 1.75, lost: 5.25 },
    { questionId: 'governance_1', area: 'governance', choice: 'B', gained: 3.75, lost: 1.25 },
  ])
})

test('any answers give scores from 0 to 100 and contributions that add up to them', () => {
  fc.assert(
    fc.property(answers, (given) => {
      const score = scoreAssessment(QUIZ, given)
      for (const value of [score.totalScore, ...Object.values(score.scoreBreakdown)]) {
        expect(Number.isInteger(value) && value >= 0 && value <= 100).toBe(true)
      }
      const gained = score.contributions.reduce((total, part) => total + part.gained, 0)
      const lost = score.contributions.reduce((total, part) => total + part.lost, 0)
      expect(gained).toBe(score.unroundedTotal)
      expect(gained + lost).toBeCloseTo(100, 9)
      expect(Math.abs(score.totalScore - gained)).toBeLessThanOrEqual(0.5)
      expect(score.scoreCategory).toBe(categoryFor(QUIZ, score.totalScore).id)
    }),
  )
})

test('a better answer never lowers the total or its area, whatever the other answers', () => {
  fc.assert(
    fc.property(answers, fc.constantFrom(...QUESTIONS), choice, choice, (given, question, one, other) => {
      const [better, worse] = [one, other].toSorted() as [typeof one, typeof other]
      const high = scoreAssessment(QUIZ, { ...given, [question.id]: better })
      const low = scoreAssessment(QUIZ, { ...given, [question.id]: worse })
      expect(high.totalScore).toBeGreaterThanOrEqual(low.totalScore)
      for (const [area, points] of Object.entries(low.scoreBreakdown)) {
        expect(high.scoreBreakdown[area]).toBeGreaterThanOrEqual(points)
      }
    }),
  )
})

test('answers that cannot be scored are refused by name', () => {
  const { governance_3: _missing, ...rest } = answerAll('B')
  const given = { ...rest, customer_safe_1: 'F', governance_9: 'A', 'someone@example.com': 'A' }
  expect(() => scoreAssessment(QUIZ, given)).toThrow(InvalidAnswersError)
  expect(() => scoreAssessment(QUIZ, given)).toThrow(
    'The answers cannot be scored: no answer to governance_3; ' +
      'no such question: governance_9, (not an id); a choice other than A to E for customer_safe_1',
  )
})

test('properties that every object inherits do not count as answers', () => {
  expect(() => scoreAssessment(QUIZ, Object.create(answerAll('A')) as Record<string, unknown>)).toThrow(
    'no answer to',
  )
  expect(() => scoreAssessment(QUIZ, { ...answerAll('A'), constructor: 'A' })).toThrow(
    'no such question: constructor',
  )
})

test('a result whose category its scorecard does not have is shown the next better one', () => {
  const short = findQuiz({ scorecard: 'quick-check', language: 'en' })
  const shown = CATEGORY_IDS.map((id) => nearestCategory(short, id).id)
  expect(shown).toEqual(['champion', 'champion', 'risk_zone', 'risk_zone', 'crisis'])
  expect(CATEGORY_IDS.map((id) => nearestCategory(QUIZ, id).id)).toEqual(CATEGORY_IDS)
})
