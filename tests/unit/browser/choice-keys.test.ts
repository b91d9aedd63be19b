import { expect, test } from 'vitest'
import { choiceIndex } from '#app/browser/choice-keys.ts'

test('digits and letters in either case stand for the five choices', () => {
  expect(['1', '2', '3', '4', '5'].map(choiceIndex)).toEqual([0, 1, 2, 3, 4])
  expect(['a', 'b', 'c', 'd', 'e'].map(choiceIndex)).toEqual([0, 1, 2, 3, 4])
  expect(['A', 'B', 'C', 'D', 'E'].map(choiceIndex)).toEqual([0, 1, 2, 3, 4])
})

test.each(['0', '6', 'f', ' ', '', 'Enter', 'Tab', 'ArrowDown', 'ab', 'Escape', 'é'])(
  'the key %j stands for no choice',
  (key) => expect(choiceIndex(key)).toBeNull(),
)
