import { expect, test } from 'vitest'
import { createUnsavedAnswers, forgetSettledAnswers } from '#app/browser/unsaved-answers.ts'
import { MemoryStorage } from '#tests/helpers/memory-storage.ts'

test('an unsaved answer is found again after the page was closed', () => {
  const storage = new MemoryStorage()
  createUnsavedAnswers(storage, 'key', '1').add('value_assurance_1', 'B')
  expect(createUnsavedAnswers(storage, 'key', '1').all()).toEqual({ value_assurance_1: 'B' })
})

test('a saved answer is forgotten, and nothing of it stays in the storage', () => {
  const storage = new MemoryStorage()
  const unsaved = createUnsavedAnswers(storage, 'key', '1')
  unsaved.add('value_assurance_1', 'B')
  unsaved.settle({ value_assurance_1: 'B' })
  expect(unsaved.all()).toEqual({})
  expect(storage.length).toBe(0)
})

test('an answer that changed while it was being saved stays unsaved', () => {
  const unsaved = createUnsavedAnswers(new MemoryStorage(), 'key', '1')
  unsaved.add('value_assurance_1', 'B')
  unsaved.add('value_assurance_1', 'C')
  unsaved.settle({ value_assurance_1: 'B' })
  expect(unsaved.all()).toEqual({ value_assurance_1: 'C' })
})

test('two tabs on one step add to the same unsaved answers', () => {
  const storage = new MemoryStorage()
  const one = createUnsavedAnswers(storage, 'key', '1')
  const other = createUnsavedAnswers(storage, 'key', '1')
  one.add('value_assurance_1', 'A')
  other.add('value_assurance_2', 'B')
  expect(one.all()).toEqual({ value_assurance_1: 'A', value_assurance_2: 'B' })
})

test('without storage, answers are kept for as long as the page lives', () => {
  const unsaved = createUnsavedAnswers(null, 'key', '1')
  unsaved.add('value_assurance_1', 'B')
  expect(unsaved.all()).toEqual({ value_assurance_1: 'B' })
})

test('a storage that is full loses no answer', () => {
  const storage = new MemoryStorage()
  storage.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  const unsaved = createUnsavedAnswers(storage, 'key', '1')
  unsaved.add('value_assurance_1', 'B')
  unsaved.add('value_assurance_2', 'C')
  expect(unsaved.all()).toEqual({ value_assurance_1: 'B', value_assurance_2: 'C' })
})

test.each([
  ['text that is not JSON', '{'],
  ['a list', '[]'],
  ['null', 'null'],
  ['an answer outside A to E', '{"answers":{"value_assurance_1":"<b>"}}'],
  ['a choice that is no text', '{"answers":{"value_assurance_1":{}}}'],
  ['a name that is no question id', '{"answers":{"x\\"],script":"A"}}'],
])('stored rubbish is left out: %s', (_name, text) => {
  const storage = new MemoryStorage()
  storage.setItem('scorecard:answers:key:1', text)
  expect(createUnsavedAnswers(storage, 'key', '1').all()).toEqual({})
})

test("another assessment's answers are cleared, and other sites' entries are left alone", () => {
  const storage = new MemoryStorage()
  createUnsavedAnswers(storage, 'old', '1').add('value_assurance_1', 'B')
  createUnsavedAnswers(storage, 'new', '1').add('value_assurance_1', 'C')
  storage.setItem('theme', 'dark')
  forgetSettledAnswers(storage, { assessmentKey: 'new', step: '2' })
  expect([...storage.entries.keys()]).toEqual(['scorecard:answers:new:1', 'theme'])
})

test('answers of a submitted step go when another step opens, since it would not open without them', () => {
  const storage = new MemoryStorage()
  const first = createUnsavedAnswers(storage, 'key', '1')
  first.add('value_assurance_1', 'B')
  first.markSubmitted()
  forgetSettledAnswers(storage, { assessmentKey: 'key', step: '1' })
  expect(first.all()).toEqual({ value_assurance_1: 'B' })
  forgetSettledAnswers(storage, { assessmentKey: 'key', step: '2' })
  expect(first.all()).toEqual({})
})

test('an answer changed after its step was submitted is kept again', () => {
  const storage = new MemoryStorage()
  const first = createUnsavedAnswers(storage, 'key', '1')
  first.add('value_assurance_1', 'B')
  first.markSubmitted()
  first.add('value_assurance_1', 'C')
  forgetSettledAnswers(storage, { assessmentKey: 'key', step: '2' })
  expect(first.all()).toEqual({ value_assurance_1: 'C' })
})

test('the results page clears every assessment', () => {
  const storage = new MemoryStorage()
  createUnsavedAnswers(storage, 'one', '4').add('governance_1', 'B')
  createUnsavedAnswers(storage, 'other', '1').add('value_assurance_1', 'B')
  forgetSettledAnswers(storage)
  expect(storage.length).toBe(0)
})
