import { expect, test } from 'vitest'
import { firstIncompleteStep, knownAnswers, parseStepAnswers } from '#app/domain/quiz/answers.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { fc } from '#tests/helpers/fast-check.ts'
import { QUIZ } from '#tests/factories/quiz.ts'

const STEP_4 = { governance_1: 'A', governance_2: 'C', governance_3: 'E' }
const MISSING = { kind: 'missing' }

test('a complete step gives its answers', () => {
  expect(parseStepAnswers(QUIZ, 4, STEP_4)).toEqual({ answers: STEP_4, errors: {} })
})

test('the other fields of the form are no answers', () => {
  const fields = {
    ...STEP_4,
    email: 'lead@example.com',
    consent: 'yes',
    email_stored: 'yes',
    consent_stored: 'yes',
  }
  expect(parseStepAnswers(QUIZ, 4, fields)).toEqual({ answers: STEP_4, errors: {} })
})

test('a missing and an empty answer are asked for, and the rest is kept', () => {
  expect(parseStepAnswers(QUIZ, 4, { governance_1: 'A', governance_2: '' })).toEqual({
    answers: { governance_1: 'A' },
    errors: { governance_2: MISSING, governance_3: MISSING },
  })
})

test.for(['F', 'a', 'AB', ' A', '<script>'])('the choice "%s" is refused', (choice) => {
  expect(parseStepAnswers(QUIZ, 4, { ...STEP_4, governance_2: choice })).toEqual({
    answers: { governance_1: 'A', governance_3: 'E' },
    errors: { governance_2: { kind: 'unknown_choice' } },
  })
})

test('a question answered twice at once is refused', () => {
  expect(parseStepAnswers(QUIZ, 4, { ...STEP_4, governance_2: ['A', 'B'] }).errors).toEqual({
    governance_2: { kind: 'unknown_choice' },
  })
})

test('a question that the quiz does not have is refused without repeating what was sent', () => {
  const { answers, errors } = parseStepAnswers(QUIZ, 4, { ...STEP_4, governance_99: 'A' })
  expect(answers).toEqual(STEP_4)
  expect(errors).toEqual({
    form: { kind: 'foreign', step: null },
  })
})

test('a question of another step is refused with the number of its step', () => {
  expect(parseStepAnswers(QUIZ, 4, { ...STEP_4, customer_safe_1: 'A' }).errors.form).toEqual({
    kind: 'foreign',
    step: 2,
  })
})

test.for(['_csrf', 'lead@example.com', 'constructor', '__proto__', '1Password', 'governance_', 'made_up_1'])(
  'the field %s, which some extension of the browser adds, is passed over',
  (name) => {
    const fields = Object.fromEntries([...Object.entries(STEP_4), [name, 'A']])
    expect(parseStepAnswers(QUIZ, 4, fields)).toEqual({ answers: STEP_4, errors: {} })
  },
)

test('names that every object inherits answer nothing', () => {
  expect(parseStepAnswers(QUIZ, 4, Object.create(STEP_4) as Record<string, unknown>).answers).toEqual({})
})

test('saving as you go takes any part of a step, even none', () => {
  expect(parseStepAnswers(QUIZ, 4, { governance_3: 'B' }, { partial: true })).toEqual({
    answers: { governance_3: 'B' },
    errors: {},
  })
  expect(parseStepAnswers(QUIZ, 4, {}, { partial: true })).toEqual({ answers: {}, errors: {} })
  expect(
    parseStepAnswers(QUIZ, 4, { governance_3: 'X', governance_4: 'A' }, { partial: true }).errors,
  ).toEqual({
    governance_3: { kind: 'unknown_choice' },
    form: { kind: 'foreign', step: null },
  })
})

test.for([0, 5, 1.5])('step %d does not exist', (step) => {
  expect(() => parseStepAnswers(QUIZ, step, {})).toThrow(
    `There is no step ${step}: the quiz has steps 1 to 4`,
  )
})

test('hostile fields give answers from A to E or a message, never an exception', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything()), fc.anything(), (fields, value) => {
      const { answers, errors } = parseStepAnswers(QUIZ, 1, { ...fields, value_assurance_1: value })
      expect(Object.values(answers).every((choice) => /^[A-E]$/.test(choice))).toBe(true)
      expect(Object.keys(answers).length + Object.keys(errors).length).toBeGreaterThanOrEqual(4)
    }),
  )
})

test('stored answers keep what the quiz still knows', () => {
  expect(knownAnswers(QUIZ, { governance_1: 'A', governance_2: 'Z', retired_1: 'B' })).toEqual({
    governance_1: 'A',
  })
  expect([null, 'A', 7, ['A'], undefined].map((stored) => knownAnswers(QUIZ, stored))).toEqual([
    {},
    {},
    {},
    {},
    {},
  ])
})

test('the first step with an open question is found', () => {
  expect(firstIncompleteStep(QUIZ, {})).toBe(1)
  const { customer_safe_5: _open, ...answers } = answerAll('C')
  expect(firstIncompleteStep(QUIZ, answers)).toBe(2)
  expect(firstIncompleteStep(QUIZ, answerAll('C'))).toBeNull()
})
