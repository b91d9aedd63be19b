import { expect, test } from 'vitest'
import { PUBLISHED } from '#app/content/published.ts'
import type { ScorecardSource } from '#app/domain/quiz/content-types.ts'
import { findProblems } from '#app/domain/quiz/validation.ts'
import { QUIZ_VERSION } from '#tests/factories/quiz.ts'

const source = PUBLISHED[0]!.versions[0]!
const FOLDER = 'app/content/ai-readiness'

/** As the check says them, where it knows no lines. */
function linesOf(source: ScorecardSource): string[] {
  return findProblems(source).map(({ part, text }) => `${FOLDER}/${part}: ${text}`)
}

/** The problems found in a copy of the content after a bad edit. */
function problemsAfter(edit: (content: EditableSource) => void): string[] {
  const content = structuredClone(source) as EditableSource
  edit(content)
  return linesOf(content)
}

type EditableSource = Mutable<ScorecardSource>
type Mutable<T> = { -readonly [K in keyof T]: Mutable<T[K]> }

test('a question id that does not follow its area is named', () => {
  expect(problemsAfter(({ scorecard }) => (scorecard.areas[0]!.questions[1] = 'value_asurance_2'))).toContain(
    `${FOLDER}/scorecard.ts: area value_assurance: the question id "value_asurance_2" must be the area’s id and a number, such as value_assurance_1`,
  )
})

test('ids used twice are named, of questions, of areas and their keys', () => {
  expect(
    problemsAfter(({ scorecard }) => {
      scorecard.areas[3]!.questions[2] = 'governance_1'
      scorecard.areas[1]!.key = 'valueAssurance'
    }).slice(0, 2),
  ).toEqual([
    `${FOLDER}/scorecard.ts: areas: the key valueAssurance is used twice: choose another for one of them`,
    `${FOLDER}/scorecard.ts: question governance_1: this id is used twice: choose another for one of them`,
  ])
})

test('what a scorecard does not know is named with the way out, and where deals begin is written as the docs say', () => {
  const deals = { hubspot: { pipeline: 'default', stage: 'qualifiedtobuy' } }
  expect(problemsAfter(({ scorecard }) => (scorecard.crm = { prefix: 'other', deals }))).toEqual([])
  expect(
    problemsAfter(({ scorecard }) => (scorecard.crm = { prefix: 'other', pipeline: 'default' } as never)),
  ).toEqual([
    `${FOLDER}/scorecard.ts: crm: knows no pipeline: take it out, or write it as docs/content.md does`,
  ])
})

test('weights that do not add up to a hundred are named with their sum', () => {
  expect(problemsAfter(({ scorecard }) => (scorecard.areas[1]!.weight = 36))).toEqual([
    `${FOLDER}/scorecard.ts: areas: the weights must add up to 100 % and come to 101 % ` +
      '(value_assurance 25 + customer_safe 36 + risk_compliance 25 + governance 15)',
  ])
})

test('a language without a folder, a folder without its language and one that there is not are named with the way out', () => {
  expect(problemsAfter(({ words }) => delete words.de)).toEqual([
    `${FOLDER}/scorecard.ts: languages: names de, and there is no folder de: make it, or take it out`,
  ])
  expect(problemsAfter(({ words }) => (words.fr = words.en!))).toEqual([
    `${FOLDER}/scorecard.ts: languages: there is a folder fr, and it is not named: name it, or take the folder out`,
  ])
  expect(problemsAfter(({ scorecard }) => scorecard.languages.push('fr'))).toEqual([
    `${FOLDER}/scorecard.ts: languages: fr is none of the product’s languages, en and de: take it out`,
  ])
})

test('a scorecard that lacks a language of the product is refused', () => {
  expect(problemsAfter(({ scorecard }) => (scorecard.languages = ['en']))).toEqual([
    `${FOLDER}/scorecard.ts: languages: lacks de: a page in de would ask in another language; add the folder de with the words, and name it`,
  ])
})

test('a limit of no known category, and an address that is taken, are refused', () => {
  expect(problemsAfter(({ scorecard }) => Object.assign(scorecard.categories[1]!, { id: 'expert' }))).toEqual(
    [
      `${FOLDER}/scorecard.ts: categories > expert > id: must be one of champion, builder, risk_zone, alert, crisis`,
    ],
  )
  expect(problemsAfter(({ scorecard }) => (scorecard.slug = 'preview'))).toEqual([
    `${FOLDER}/scorecard.ts: slug: preview stands in the product’s own addresses: choose another`,
  ])
})

test('a missing choice and a sixth one are named', () => {
  const choicesOf = ({ words }: EditableSource) =>
    words.en!.areas.value_assurance!.questions.value_assurance_1!.choices as Record<string, string>
  const where = `${FOLDER}/en: areas > value_assurance > questions > value_assurance_1 > choices`
  expect(problemsAfter((content) => delete choicesOf(content).C)).toEqual([
    `${where} > C: is missing: write a text there`,
  ])
  expect(problemsAfter((content) => (choicesOf(content).F = 'Something else altogether.'))[0]).toMatch(
    /choices: knows no F: take it out/,
  )
})

test('words that scorecard.ts does not name, and names without words, are told apart', () => {
  expect(problemsAfter(({ scorecard }) => scorecard.areas[2]!.questions.pop())).toEqual([
    `${FOLDER}/scorecard.ts: sample: answers risk_compliance_4, which is no question: take it out`,
  ])
  expect(
    problemsAfter(({ scorecard }) => {
      scorecard.areas[2]!.questions.pop()
      delete scorecard.sample.risk_compliance_4
    })[0],
  ).toBe(
    `${FOLDER}/en: areas > risk_compliance > questions: risk_compliance_4 is not in scorecard.ts: take it out, or name it there`,
  )
  expect(problemsAfter(({ words }) => delete words.en!.categories.crisis)).toEqual([
    `${FOLDER}/en: categories: has no words for crisis: add them`,
  ])
})

test('areas and questions are as many as one likes within limits, which are named', () => {
  expect(
    problemsAfter(({ scorecard }) => {
      scorecard.areas = [{ ...scorecard.areas[0]!, weight: 100 }]
      scorecard.areas[0]!.questions = Array.from({ length: 9 }, (_, index) => `value_assurance_${index + 1}`)
    }).slice(0, 2),
  ).toEqual([
    `${FOLDER}/scorecard.ts: areas: must be 2 to 8 areas and are 1`,
    `${FOLDER}/scorecard.ts: area value_assurance: must be 1 to 8 questions and are 9`,
  ])
})

test('a copied choice is named with both places', () => {
  expect(
    problemsAfter(({ words }) => {
      const { choices } = words.en!.areas.governance!.questions.governance_1!
      choices.B = choices.A
    })[0],
  ).toMatch(
    /\/en: question governance_1 choice B: repeats the text of question governance_1 choice A: "Every change/,
  )
})

test('an empty text, an endless text and a line break are named with their rule', () => {
  const problems = problemsAfter(({ words: { en } }) => {
    const { questions } = en!.areas.value_assurance!
    questions.value_assurance_1!.title = ''
    questions.value_assurance_2!.text = 'Why? '.repeat(60) + 'Because'
    en!.categories.champion!.headline = 'Two lines\nof text'
    en!.areas.customer_safe!.name = 'Customer | Safe'
  })
  expect(problems).toEqual([
    `${FOLDER}/en: areas > value_assurance > questions > value_assurance_1 > title: must have at least 3 characters`,
    `${FOLDER}/en: areas > value_assurance > questions > value_assurance_2 > text: must have at most 200 characters`,
    `${FOLDER}/en: areas > customer_safe > name: must be one line without “|”`,
    `${FOLDER}/en: categories > champion > headline: must be one line without “|”`,
  ])
})

test('category limits that overlap or leave a gap at the bottom are named', () => {
  expect(
    problemsAfter(({ scorecard }) => {
      scorecard.categories[2]!.from = 60
      scorecard.categories[4]!.from = 5
    }),
  ).toEqual([
    `${FOLDER}/scorecard.ts: category risk_zone: begins at 60, which must be below 60, where builder begins`,
    `${FOLDER}/scorecard.ts: category crisis: the last category must begin at 0, not 5`,
  ])
})

test('the names that a scorecard has in a CRM are its own, and short enough for each', () => {
  const withPrefix = (prefix: string) =>
    problemsAfter((content) => {
      content.scorecard.crm = { prefix }
    })
  expect(withPrefix('quick_check')).toEqual([])
  for (const prefix of ['ai_second', 'hubspot', 'utm_check', 'Quick', 'q', 'a_prefix_that_is_long'])
    expect(withPrefix(prefix), prefix).toEqual([
      expect.stringMatching(/scorecard\.ts: crm > prefix: must be 3 to 16 small letters/s),
    ])
  expect(
    problemsAfter(({ scorecard }) => {
      scorecard.crm = { prefix: 'quick_check_more', deals: { hubspot: { pipeline: '', stage: '1' } } }
    }),
  ).toEqual([expect.stringMatching(/crm > deals > hubspot > pipeline.*must be an id of the account/s)])
  expect(
    problemsAfter(({ scorecard }) => {
      scorecard.crm = { prefix: 'quick_check_more' }
      scorecard.areas[0]!.id = 'value_assurance_of_all'
    }),
  ).toContainEqual(
    expect.stringMatching(
      /crm: quick_check_more_value_assurance_of_all_score has 45 letters and may have 40/,
    ),
  )
})

test('a version that is no month is named', () => {
  const { words, scorecard } = source
  expect(linesOf({ words, scorecard: { ...scorecard, version: 'new' } })).toEqual([
    expect.stringMatching(`^${FOLDER}/scorecard.ts: version: must look like 2026-11`),
  ])
  expect(QUIZ_VERSION).toMatch(/^\d{4}-\d{2}/)
})
