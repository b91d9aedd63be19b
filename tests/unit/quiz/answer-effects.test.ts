import { expect, test } from 'vitest'
import { answerEffects, answersTo } from '#app/domain/quiz/answer-effects.ts'
import { CHOICES } from '#app/domain/quiz/quiz.ts'
import { QUIZ, AREAS, QUESTIONS, QUIZ_VERSION, SCORECARD } from '#tests/factories/quiz.ts'
import { whatIf } from '#app/domain/quiz/what-if.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { fc } from '#tests/helpers/fast-check.ts'

const answers = fc.record(
  Object.fromEntries(QUESTIONS.map((question) => [question.id, fc.constantFrom(...CHOICES)])),
)

test('each answer says what it brought, what the best one brings, and what is missing: three whole numbers that add up', () => {
  const { customer_safe: effects } = answerEffects(
    QUIZ,
    answerAll('A', { customer_safe_2: 'E', customer_safe_3: 'C' }),
  )
  expect(effects!.map(({ gained, most, gain }) => [gained, most, gain]).slice(0, 3)).toEqual([
    [7, 7, 0],
    [0, 7, 7],
    [3, 7, 4],
  ])
  expect(effects![1]).toMatchObject({
    id: 'customer_safe_2',
    title: 'Accuracy monitoring',
    answer: 'We would not notice, or I don’t know.',
  })
  fc.assert(
    fc.property(answers, (given) => {
      for (const { gained, most, gain } of Object.values(answerEffects(QUIZ, given)).flat()) {
        expect(gained + gain).toBe(most)
        expect(gained).toBeGreaterThanOrEqual(0)
      }
    }),
  )
})

test('every question stands once, in its area, and has something to gain unless the answer is A', () => {
  fc.assert(
    fc.property(answers, (given) => {
      const effects = answerEffects(QUIZ, given)
      for (const { id, questions } of AREAS)
        expect(effects[id]!.map((effect) => effect.id)).toEqual(questions.map((question) => question.id))
      for (const { id, gain } of Object.values(effects).flat()) expect(gain === 0).toBe(given[id] === 'A')
    }),
  )
})

test('answers of another version, or not all of them, are not told as today’s', () => {
  const responses = answerAll('B')
  expect(answersTo(QUIZ, { scorecard: SCORECARD, quizVersion: QUIZ_VERSION, responses })).toEqual(responses)
  expect(answersTo(QUIZ, { scorecard: SCORECARD, quizVersion: '2020-01', responses })).toBeNull()
  expect(answersTo(QUIZ, { scorecard: 'quick-check', quizVersion: QUIZ_VERSION, responses })).toBeNull()
  expect(
    answersTo(QUIZ, { scorecard: SCORECARD, quizVersion: QUIZ_VERSION, responses: { governance_1: 'A' } }),
  ).toBeNull()
})

test('what if says the score with the chosen fixes, and nothing of them when nothing is chosen', () => {
  const given = answerAll('C')
  expect(whatIf(QUIZ, given, ['customer_safe_1', 'nothing'])).toMatchObject({
    before: 50,
    chosen: { after: 54, category: 'risk_zone', rises: false, ids: ['customer_safe_1'] },
    way: { categoryName: 'AI Value Builder', from: 60, after: 61, ids: expect.any(Array) as string[] },
  })
  expect(whatIf(QUIZ, given, []).chosen).toBeUndefined()
  expect(whatIf(QUIZ, answerAll('A'), ['customer_safe_1'])).toEqual({ before: 100 })
})
