import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, inWords } from '#app/domain/duration.ts'

test.for([
  [90 * DAY, '90 days'],
  [2 * DAY, '2 days'],
  [DAY, '24 hours'],
  [26 * HOUR, '26 hours'],
  [HOUR, 'an hour'],
  [90 * MINUTE, '90 minutes'],
  [MINUTE, 'a minute'],
  [90, '90 seconds'],
] as const)('%i seconds are %s', ([seconds, words]) => {
  expect(inWords(seconds)).toBe(words)
})
