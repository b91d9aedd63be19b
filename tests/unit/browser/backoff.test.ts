import { expect, test } from 'vitest'
import { LONGEST_RETRY_MS, retryDelay } from '#app/browser/backoff.ts'

test('the wait before saving again doubles with every failure', () => {
  expect([1, 2, 3, 4].map((failures) => retryDelay(failures, 0))).toEqual([500, 1_000, 2_000, 4_000])
})

test('half of the wait is random', () => {
  expect(retryDelay(3, 0)).toBe(2_000)
  expect(retryDelay(3, 0.999999)).toBe(4_000)
})

test('the wait never grows beyond half a minute', () => {
  expect(retryDelay(6, 0.999999)).toBe(LONGEST_RETRY_MS)
  expect(retryDelay(5_000, 0.999999)).toBe(30_000)
})
