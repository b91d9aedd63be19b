import { expect, test } from 'vitest'
import { judgeArea } from '#app/domain/quiz/area-verdict.ts'
import { type Choice } from '#app/domain/quiz/quiz.ts'
import { AREAS, QUIZ } from '#tests/factories/quiz.ts'

const area = AREAS[0]!

function judge(choices: readonly (Choice | undefined)[]) {
  const given = area.questions.flatMap(({ id }, index) => (choices[index] ? [[id, choices[index]]] : []))
  return judgeArea(QUIZ, area, Object.fromEntries(given) as Record<string, Choice>)
}

test('an area is judged by its score, its strongest answer and the one with most to gain', () => {
  expect(judge(['C', 'A', 'C', 'E'])).toEqual({
    name: 'AI Value Assurance',
    score: 50,
    level: 'risk_zone',
    extremes: { strongest: 'AI spend control', mostToGain: 'Pilot-to-production decisions' },
  })
})

test('an area whose answers are all alike has neither a strongest nor a weakest', () => {
  expect(judge(['A', 'A', 'A', 'A'])).toEqual({ name: 'AI Value Assurance', score: 100, level: 'champion' })
  expect(judge(['E', 'E', 'E', 'E'])).toEqual({ name: 'AI Value Assurance', score: 0, level: 'crisis' })
})

test('an area with an answer missing is not judged', () => {
  expect(judge(['A', 'A', undefined, 'A'])).toBeNull()
})
