import { expect, test } from 'vitest'
import { quizContent } from '#app/domain/quiz/content/quiz-content.ts'
import { AREAS, CATEGORIES, CHOICES, QUESTIONS, QUIZ_VERSION, buildQuiz } from '#app/domain/quiz/quiz.ts'
import { findArea, findAreaByStep, findCategory, findQuestion } from '#app/domain/quiz/quiz.ts'
import { InvalidQuizError } from '#app/domain/quiz/validation.ts'

type Content = typeof quizContent

/** The problems found in a copy of the content after a bad edit. */
function problemsAfter(edit: (content: Content) => void): readonly string[] {
  const content = structuredClone(quizContent)
  edit(content)
  try {
    buildQuiz(content)
  } catch (error) {
    if (error instanceof InvalidQuizError) return error.problems
    throw error
  }
  return []
}

test('the quiz has sixteen questions in four steps with the agreed ids, keys and weights', () => {
  expect(
    AREAS.map(({ step, id, breakdownKey, weight, questions }) => [
      step,
      id,
      breakdownKey,
      weight,
      questions.length,
    ]),
  ).toEqual([
    [1, 'value_assurance', 'valueAssurance', 25, 4],
    [2, 'customer_safe', 'customerSafe', 35, 5],
    [3, 'risk_compliance', 'riskCompliance', 25, 4],
    [4, 'governance', 'governance', 15, 3],
  ])
  expect(QUESTIONS.map((question) => question.number)).toEqual(
    Array.from({ length: 16 }, (_, index) => index + 1),
  )
  expect(QUESTIONS[4]).toMatchObject({
    id: 'customer_safe_1',
    area: 'customer_safe',
    step: 2,
    maxContribution: 7,
  })
})

test('the categories have the agreed names and limits', () => {
  expect(CATEGORIES.map(({ id, from, to, name }) => [id, from, to, name])).toEqual([
    ['champion', 80, 100, 'AI Reality Champion'],
    ['builder', 60, 79, 'AI Value Builder'],
    ['risk_zone', 40, 59, 'AI Risk Zone'],
    ['alert', 20, 39, 'AI Theater Alert'],
    ['crisis', 0, 19, 'AI Crisis Mode'],
  ])
})

test('areas, questions and categories are found by what the database and the address hold', () => {
  expect(findAreaByStep(2)?.id).toBe('customer_safe')
  expect([0, 5, 1.5, Number.NaN].map(findAreaByStep)).toEqual([undefined, undefined, undefined, undefined])
  expect(findArea('governance')?.step).toBe(4)
  expect(findQuestion('governance_3')?.number).toBe(16)
  expect(findQuestion('__proto__')).toBeUndefined()
  expect(findCategory('alert')?.name).toBe('AI Theater Alert')
  expect(findCategory('constructor')).toBeUndefined()
})

test('the answer E always lets one admit not knowing, and no other answer does', () => {
  for (const question of QUESTIONS) {
    for (const choice of CHOICES) {
      expect(question.choices[choice].endsWith('or I don’t know.'), `${question.id} ${choice}`).toBe(
        choice === 'E',
      )
    }
  }
})

test('questions ask, explanations and choices are sentences, recommendations start with a verb', () => {
  for (const question of QUESTIONS) {
    expect(question.text, question.id).toMatch(/^[A-Z].*\?$/)
    expect(question.whyItMatters, question.id).toMatch(/^[A-Z].*\.$/)
    for (const choice of CHOICES)
      expect(question.choices[choice], `${question.id} ${choice}`).toMatch(/^[A-Z].*\.$/)
    expect(question.recommendation.title, question.id).toMatch(/^[A-Z][a-z]+ .*[^.]$/)
    expect(question.recommendation.action.split(/\.(?:\s|$)/).filter(Boolean).length).toBeLessThanOrEqual(3)
  }
})

test('an unchanged copy of the content is valid', () => {
  expect(problemsAfter(() => {})).toEqual([])
})

test('a question id that does not follow its area is named', () => {
  expect(problemsAfter((content) => (content.areas[0]!.questions[1]!.id = 'value_asurance_2'))).toEqual([
    'area value_assurance: question 2 has the id "value_asurance_2" instead of "value_assurance_2"',
  ])
})

test('a question id used twice is named', () => {
  expect(problemsAfter((content) => (content.areas[3]!.questions[2]!.id = 'governance_1'))).toEqual([
    'question governance_1: this id is used twice',
    'area governance: question 3 has the id "governance_1" instead of "governance_3"',
  ])
})

test('weights that do not add up to a hundred are named with their sum', () => {
  expect(problemsAfter((content) => (content.areas[1]!.weight = 40))).toEqual([
    'areas: the weights must add up to 100 % and come to 105 % ' +
      '(value_assurance 25 + customer_safe 40 + risk_compliance 25 + governance 15)',
  ])
})

test('a missing choice and a sixth one are named', () => {
  expect(
    problemsAfter((content) => {
      const choices = content.areas[0]!.questions[0]!.choices as Record<string, string>
      delete choices.C
    }),
  ).toEqual(['areas > value_assurance > questions > value_assurance_1 > choices > C: must be a text'])
  expect(
    problemsAfter((content) => {
      Object.assign(content.areas[0]!.questions[0]!.choices, { F: 'Something else altogether.' })
    })[0],
  ).toMatch(/^areas > value_assurance > questions > value_assurance_1 > choices: .*"F"/)
})

test('a question too few is named with the number that is needed', () => {
  expect(problemsAfter((content) => content.areas[2]!.questions.pop())).toEqual([
    'area risk_compliance: has 3 questions and must have 4',
  ])
})

test('an unknown area and areas in another order are named', () => {
  expect(problemsAfter((content) => content.areas.reverse())[0]).toBe(
    'areas: must be value_assurance, customer_safe, risk_compliance, governance in this order, ' +
      'and are governance, risk_compliance, customer_safe, value_assurance',
  )
  expect(problemsAfter((content) => (content.areas[0]!.id = 'value'))[0]).toContain(
    'and are value, customer_safe',
  )
})

test('a copied choice is named with both places', () => {
  expect(
    problemsAfter((content) => {
      const { choices } = content.areas[3]!.questions[0]!
      choices.B = choices.A
    })[0],
  ).toMatch(
    /^question governance_1 choice B: repeats the text of question governance_1 choice A: "Every change/,
  )
})

test('an empty text, an endless text and a line break are named with their rule', () => {
  expect(
    problemsAfter((content) => {
      content.areas[0]!.questions[0]!.title = ''
      content.areas[0]!.questions[1]!.text = 'Why? '.repeat(60) + 'Because'
      content.categories[0]!.headline = 'Two lines\nof text'
      content.areas[1]!.name = 'Customer | Safe'
    }),
  ).toEqual([
    'areas > value_assurance > questions > value_assurance_1 > title: must have at least 3 characters',
    'areas > value_assurance > questions > value_assurance_2 > text: must have at most 200 characters',
    'areas > customer_safe > name: must be one line without “|”',
    'categories > champion > headline: must be one line without “|”',
  ])
})

test('category limits that overlap or leave a gap at the bottom are named', () => {
  expect(
    problemsAfter((content) => {
      content.categories[2]!.from = 60
      content.categories[4]!.from = 5
    }),
  ).toEqual([
    'category risk_zone: begins at 60, which must be below 60, where builder begins',
    'category crisis: the last category must begin at 0, not 5',
  ])
})

test('the error lists every problem and points to the guide', () => {
  expect(() => buildQuiz({ ...quizContent, version: 'new' })).toThrow(
    'The quiz content has a problem (see docs/content.md):\n- version: must look like 2026-11',
  )
  expect(() => buildQuiz(undefined)).toThrow(InvalidQuizError)
  expect(QUIZ_VERSION).toMatch(/^\d{4}-\d{2}/)
})
