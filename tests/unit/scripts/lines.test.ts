import { expect, test } from 'vitest'
import { counted } from '#scripts/counted.ts'
import { failureLines } from '#scripts/status-lines.ts'

test('what a script counts is one of something, or several', () => {
  expect([0, 1, 2].map((count) => counted(count, 'attempt'))).toEqual([
    '0 attempts',
    '1 attempt',
    '2 attempts',
  ])
  expect([1, 1_200].map((count) => counted(count, 'person', 'people'))).toEqual(['1 person', '1,200 people'])
})

test('rows that failed for causes with one explanation are one group, apart from those in another state', () => {
  const refused = { explanation: 'A value was refused: correct it.', count: 1 }
  const groups = [
    { ...refused, status: 'dead', oldestSeconds: 60, ids: ['a'] },
    { ...refused, status: 'pending', oldestSeconds: 10, ids: ['b'] },
    { ...refused, status: 'dead', oldestSeconds: 90, ids: ['c', 'd', 'e', 'f', 'g'], count: 7 },
  ] as const
  expect(failureLines(groups)).toEqual([
    'dead: 8 x A value was refused: correct it.',
    '      a c d e f ... (the oldest asked for 90 s ago)',
    'to be tried again: 1 x A value was refused: correct it.',
    '      b (the oldest asked for 10 s ago)',
  ])
})
