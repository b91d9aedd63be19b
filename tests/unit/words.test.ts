import { expect, test } from 'vitest'
import { CONTACT_FIELD_NAMES } from '#app/domain/lead/contact.ts'
import type { FieldProblem } from '#app/domain/lead/field-problem.ts'
import type { AnswerProblem } from '#app/domain/quiz/answers.ts'
import { de } from '#app/words/de/index.ts'
import { en } from '#app/words/en/index.ts'
import { findMissing, missingWords } from '#scripts/content/missing-words.ts'
import { sentencesIn } from '#tests/helpers/sentences.ts'

test.each([
  ['app/words/en', 'app/words/de', 400],
  ['app/content/ai-readiness/en', 'app/content/ai-readiness/de', 100],
  ['app/content/quick-check/en', 'app/content/quick-check/de', 50],
])('no sentence of %s stands in %s as well', (english, german, atLeast) => {
  const known = new Set(sentencesIn(english))
  expect(known.size).toBeGreaterThan(atLeast)
  expect(sentencesIn(german).filter((sentence) => known.has(sentence))).toEqual([])
})

test('a build names each word that a language lacks, leaves empty, or has as something else', () => {
  expect(missingWords()).toEqual([])
  const wanted = { title: 'One', errors: { 404: { text: () => 'Two' } }, items: ['Three', 'Four'] }
  expect(findMissing(wanted, { ...wanted, added: 'Five' })).toEqual([])
  expect(findMissing(wanted, { title: '', errors: { 404: { text: 'Zwei' } }, items: ['Drei'] })).toEqual([
    'title',
    'errors.404.text',
    'items.1',
  ])
  expect(findMissing(wanted, { title: 'Eins' })).toEqual(['errors', 'items'])
})

const FIELD_PROBLEMS: Record<FieldProblem['kind'], FieldProblem> = {
  empty: { kind: 'empty' },
  twice: { kind: 'twice' },
  not_a_line: { kind: 'not_a_line' },
  web_address: { kind: 'web_address' },
  formula: { kind: 'formula' },
  no_letter: { kind: 'no_letter' },
  contact_in_name: { kind: 'contact_in_name' },
  no_letter_or_digit: { kind: 'no_letter_or_digit' },
  no_digits: { kind: 'no_digits' },
  too_long: { kind: 'too_long', limit: 100 },
  few_digits: { kind: 'few_digits', limit: 5 },
  name_or_brackets: { kind: 'name_or_brackets' },
  several_addresses: { kind: 'several_addresses' },
  spaces: { kind: 'spaces' },
  foreign_letters: { kind: 'foreign_letters' },
  no_at: { kind: 'no_at' },
  no_address: { kind: 'no_address' },
  private_domain: { kind: 'private_domain', ending: '.local' },
  slip: { kind: 'slip', typed: 'jo@gmial.com', meant: 'jo@gmail.com' },
  no_link_address: { kind: 'no_link_address' },
  no_contact_address: { kind: 'no_contact_address' },
  tick_or_empty: { kind: 'tick_or_empty' },
  tick_to_be_contacted: { kind: 'tick_to_be_contacted' },
}

test.each(Object.values(FIELD_PROBLEMS))('each language has a sentence of its own for $kind', (problem) => {
  for (const field of [...CONTACT_FIELD_NAMES, 'consent'] as const) {
    const [english, german] = [en, de].map(({ fields }) => fields.problem(field, problem))
    expect(english).toMatch(/^[A-Z].*[.?]$/)
    expect(german).toMatch(/^[A-Z].*[.?]$/)
    expect(german).not.toBe(english)
  }
})

const ANSWER_PROBLEMS: AnswerProblem[] = [
  { kind: 'missing' },
  { kind: 'unknown_choice' },
  { kind: 'foreign', step: 2 },
  { kind: 'foreign', step: null },
]

test.each(ANSWER_PROBLEMS)('each language says in its own words that an answer is %o', (problem) => {
  expect(de.steps.problem(problem)).not.toBe(en.steps.problem(problem))
})

test('what was put in is said', () => {
  expect(de.fields.problem('email', FIELD_PROBLEMS.slip)).toContain('jo@gmail.com')
  expect(de.fields.problem('lastName', FIELD_PROBLEMS.too_long)).toBe(
    'Der Nachname darf höchstens 100 Zeichen haben.',
  )
  expect(en.steps.problem({ kind: 'foreign', step: 2 })).toContain('a question from step 2')
  expect(en.steps.extremes('AI spend control', 'Pilot-to-production decisions')).toBe(
    'Strongest: AI spend control. Most to gain: pilot-to-production decisions.',
  )
})
