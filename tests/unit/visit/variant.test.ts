import { expect, test } from 'vitest'
import { EXPERIMENTS, PAGE_WORDS } from '#app/content/experiments.ts'
import {
  chosenVariant,
  findVariant,
  isVariantKey,
  pageWords,
  runningExperiment,
  stickyVariant,
  variantAt,
} from '#app/content/variants.ts'

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
  expect(pageWords(stopped(treatment!.id))).toEqual(treatment!.words)
  for (const winner of [null, control.id, 'gone']) expect(stopped(winner)).toBeNull()
  expect(chosenVariant(running)).toBeNull()
  expect(chosenVariant({ id: 'gone', running: false, winner: treatment!.id })).toBeNull()
  // It is not counted for the test that is over.
  expect(isVariantKey(stopped(treatment!.id))).toBe(false)
})

test('words belong to a name, and to one that is gone those of the page as it stands', () => {
  expect(pageWords(treatment!.key)).toEqual(treatment!.words)
  for (const name of [null, control.key, 'gone:proof', 'control', ''])
    expect(pageWords(name)).toEqual(PAGE_WORDS)
})

test('a variant is found by its key, or by its own name', () => {
  expect(findVariant(treatment!.key)).toBe(treatment)
  expect(findVariant(treatment!.id)).toBe(treatment)
  for (const name of ['', 'gone', `${id}:gone`, 'constructor']) expect(findVariant(name)).toBeUndefined()
})
