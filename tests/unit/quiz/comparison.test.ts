import { expect, test } from 'vitest'
import { compareResults } from '#app/domain/quiz/comparison.ts'
import { CHOICES } from '#app/domain/quiz/quiz.ts'
import { QUIZ, QUESTIONS, QUIZ_VERSION, SCORECARD } from '#tests/factories/quiz.ts'
import type { Answers } from '#app/domain/quiz/quiz.ts'
import { scoreAssessment } from '#app/domain/quiz/scoring.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { fc } from '#tests/helpers/fast-check.ts'

const result = (responses: Answers, quizVersion = QUIZ_VERSION) => ({
  ...scoreAssessment(QUIZ, responses),
  responses,
  scorecard: SCORECARD,
  quizVersion,
})
const answers = fc.record(
  Object.fromEntries(QUESTIONS.map((question) => [question.id, fc.constantFrom(...CHOICES)])),
)

test('two results of the same questions are compared in total, by area, and by what was answered differently', () => {
  const earlier = result(answerAll('D'))
  const later = result(answerAll('D', { customer_safe_2: 'A', governance_1: 'E' }))
  expect(compareResults(QUIZ, earlier, later)).toEqual({
    kind: 'compared',
    total: { before: 25, after: 29 },
    areas: [
      { area: 'value_assurance', before: 25, after: 25 },
      { area: 'customer_safe', before: 25, after: 40 },
      { area: 'risk_compliance', before: 25, after: 25 },
      { area: 'governance', before: 25, after: 17 },
    ],
    answers: [
      { questionId: 'customer_safe_2', before: 'D', after: 'A', points: 5.25 },
      { questionId: 'governance_1', before: 'D', after: 'E', points: -1.25 },
    ],
  })
})

test('the changes of the answers add up to the change of the score, and turn around with the two results', () => {
  fc.assert(
    fc.property(answers, answers, (one, other) => {
      const [earlier, later] = [result(one), result(other)]
      const there = compareResults(QUIZ, earlier, later)
      const back = compareResults(QUIZ, later, earlier)
      if (there.kind !== 'compared' || back.kind !== 'compared') throw new Error('not compared')
      const sum = there.answers!.reduce((total, { points }) => total + points, 0)
      expect(sum).toBeCloseTo(later.unroundedTotal - earlier.unroundedTotal, 6)
      expect(back.answers!.map(({ points }) => 0 - points)).toEqual(
        there.answers!.map(({ points }) => points),
      )
    }),
  )
})

test('results of two versions of the quiz are not compared', () => {
  expect(compareResults(QUIZ, result(answerAll('D'), '2020-01'), result(answerAll('A')))).toEqual({
    kind: 'other_questions',
  })
})

test('results of two scorecards are not compared, though their versions have the same name', () => {
  const other = { ...result(answerAll('D')), scorecard: 'quick-check' }
  expect(compareResults(QUIZ, other, result(answerAll('A')))).toEqual({ kind: 'other_questions' })
})

test('two results of one former version are compared, but not by questions whose words are not known any more', () => {
  const comparison = compareResults(
    QUIZ,
    result(answerAll('D'), '2020-01'),
    result(answerAll('A'), '2020-01'),
  )
  expect(comparison).toMatchObject({ kind: 'compared', total: { before: 25, after: 100 }, answers: null })
})
