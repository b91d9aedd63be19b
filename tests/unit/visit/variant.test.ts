import { expect, test } from 'vitest'
import { ASK_ADDRESS, EXPERIMENTS } from '#app/content/experiments.ts'
import {
  chosenVariant,
  findVariant,
  isVariantKey,
  pageWords,
  runningExperiment,
  stickyVariant,
  variantAt,
} from '#app/content/variants.ts'
import { findQuiz } from '#app/content/scorecards.ts'
import { QUIZ } from '#tests/factories/quiz.ts'

const PAGE_WORDS = { ...QUIZ.landing, askAddress: ASK_ADDRESS }
const experiment = EXPERIMENTS[0]!
const [control, treatment] = experiment.variants
const { id } = experiment
const running = { id, running: true, winner: null }

test('a test runs from its start to its stop, and only while its words are there', () => {
  expect(runningExperiment(running)).toBe(experiment)
  expect(runningExperiment(null)).toBeNull()
  expect(runningExperiment({ id, running: false, winner: null })).toBeNull()
  expect(runningExperiment({ id: 'gone', running: true, winner: null })).toBeNull()
})

test('each variant has its share of the draw, and together they have all of it', () => {
  const points = Array.from({ length: 1000 }, (_, place) => place / 1000)
  for (const variant of experiment.variants) {
    const share = points.filter((point) => variantAt(experiment, point) === variant).length / 1000
    expect(share).toBeCloseTo(variant.share, 2)
  }
})

test('a visitor keeps a variant while its test runs, and what was seen in another test counts for nothing', () => {
  const other = EXPERIMENTS.find((each) => each.id !== id)!
  expect(stickyVariant(experiment, [treatment!.key, control.key])).toBe(treatment)
  expect(stickyVariant(experiment, [undefined, treatment!.key])).toBe(treatment)
  for (const seen of [
    null,
    undefined,
    '',
    treatment!.id,
    'gone:proof',
    'constructor',
    other.variants[1]!.key,
  ])
    expect(stickyVariant(experiment, [seen])).toBeNull()
})

test('after a test everybody is shown its winner, or the page as it stands', () => {
  const stopped = (winner: string | null) => chosenVariant({ id, running: false, winner })
  expect(pageWords(stopped(treatment!.id), QUIZ)).toEqual({ ...PAGE_WORDS, ...treatment!.changes })
  for (const winner of [null, control.id, 'gone']) expect(stopped(winner)).toBeNull()
  expect(chosenVariant(running)).toBeNull()
  expect(chosenVariant({ id: 'gone', running: false, winner: treatment!.id })).toBeNull()
  // It is not counted for the test that is over.
  expect(isVariantKey(stopped(treatment!.id))).toBe(false)
})

test('words belong to a name, and to one that is gone those of the page as it stands', () => {
  expect(pageWords(treatment!.key, QUIZ)).toEqual({ ...PAGE_WORDS, ...treatment!.changes })
  for (const name of [null, control.key, 'gone:proof', 'control', ''])
    expect(pageWords(name, QUIZ)).toEqual(PAGE_WORDS)
})

test('in another language a variant says what it has in it, and else what the page says', () => {
  const german = findQuiz({ scorecard: QUIZ.scorecard, language: 'de' })
  const said = pageWords(treatment!.key, german)
  expect(said).toEqual({ ...german.landing, ...treatment!.translations.de, askAddress: 'steps' })
  expect(said.headline).not.toBe(german.landing.headline)
})

test('what one scorecard tests is not shown on another', () => {
  const other = findQuiz({ scorecard: 'quick-check', language: 'en' })
  expect(pageWords(treatment!.key, other)).toEqual({ ...other.landing, askAddress: 'steps' })
})

test('a variant is found by its key, or by its own name', () => {
  expect(findVariant(treatment!.key)).toBe(treatment)
  expect(findVariant(treatment!.id)).toBe(treatment)
  for (const name of ['', 'gone', `${id}:gone`, 'constructor']) expect(findVariant(name)).toBeUndefined()
})
