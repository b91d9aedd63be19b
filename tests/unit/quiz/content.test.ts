import { expect, test } from 'vitest'
import { PUBLISHED } from '#app/content/published.ts'
import { findQuiz } from '#app/content/scorecards.ts'
import {
  CHOICES,
  findArea,
  findAreaByStep,
  findCategory,
  findQuestion,
  readStep,
} from '#app/domain/quiz/quiz.ts'
import { CHOICE_POINTS } from '#app/domain/quiz/structure.ts'
import { findProblems } from '#app/domain/quiz/validation.ts'
import { AREAS, CATEGORIES, QUESTIONS, QUIZ } from '#tests/factories/quiz.ts'

const SLUGS = PUBLISHED.filter(({ versions }) => versions.length > 0).map(({ slug }) => slug)
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
  expect(findAreaByStep(QUIZ, 2)?.id).toBe('customer_safe')
  expect([0, 5, 1.5, Number.NaN].map((step) => findAreaByStep(QUIZ, step))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  expect(findArea(QUIZ, 'governance')?.step).toBe(4)
  expect(findQuestion(QUIZ, 'governance_3')?.number).toBe(16)
  expect(findQuestion(QUIZ, '__proto__')).toBeUndefined()
  expect(findCategory(QUIZ, 'alert')?.name).toBe('AI Theater Alert')
  expect(findCategory(QUIZ, 'constructor')).toBeUndefined()
})

test.each(SLUGS)(
  'in German too, the answer E of %s lets one admit not knowing, and no other does',
  (slug) => {
    for (const { id, choices } of findQuiz({ scorecard: slug, language: 'de' }).questions) {
      for (const choice of CHOICES)
        expect(choices[choice].endsWith('oder ich weiß es nicht.'), `${id} ${choice}`).toBe(choice === 'E')
    }
  },
)

test('a language that a scorecard lacks, a version that is gone and an unknown scorecard have the nearest there is', () => {
  expect(findQuiz({ scorecard: 'ai-readiness', language: 'fr' })).toBe(QUIZ)
  expect(findQuiz({ scorecard: 'ai-readiness', version: '2020-01', language: 'en' })).toBe(QUIZ)
  expect(findQuiz({ scorecard: 'nothing-of-ours', language: 'en' })).toBe(QUIZ)
})

test.each(SLUGS)('the answer E of %s always lets one admit not knowing, and no other answer does', (slug) => {
  for (const question of findQuiz({ scorecard: slug, language: 'en' }).questions) {
    for (const choice of CHOICES) {
      expect(question.choices[choice].endsWith('or I don’t know.'), `${question.id} ${choice}`).toBe(
        choice === 'E',
      )
    }
  }
})

test.each(SLUGS)('%s asks questions, explains and answers in sentences, and advises with a verb', (slug) => {
  for (const question of findQuiz({ scorecard: slug, language: 'en' }).questions) {
    expect(question.text, question.id).toMatch(/^[A-Z].*\?$/)
    expect(question.whyItMatters, question.id).toMatch(/^[A-Z].*\.$/)
    for (const choice of CHOICES)
      expect(question.choices[choice], `${question.id} ${choice}`).toMatch(/^[A-Z].*\.$/)
    expect(question.recommendation.title, question.id).toMatch(/^[A-Z][a-z]+ .*[^.]$/)
    expect(question.recommendation.action.split(/\.(?:\s|$)/).filter(Boolean).length).toBeLessThanOrEqual(3)
  }
})

test('every scorecard is valid as it stands, in each language of the product', () => {
  const sources = PUBLISHED.flatMap(({ versions, draft = [] }) => versions.slice(0, 1).concat(draft))
  expect(sources.length).toBeGreaterThan(1)
  for (const each of sources)
    expect([each.scorecard.slug, findProblems(each)]).toEqual([each.scorecard.slug, []])
})

test('a step in an address is 1 to 8 and written in one way', () => {
  expect(['1', '8', '9', '0', '01', '1.0', '', undefined].map(readStep)).toEqual([
    1,
    8,
    null,
    null,
    null,
    null,
    null,
    null,
  ])
})

test('the choices bring full points down to none', () => {
  expect(CHOICES.map((choice) => CHOICE_POINTS[choice])).toEqual([100, 75, 50, 25, 0])
})
