import { expect, test } from 'vitest'
import { backoff } from '#app/domain/backoff.ts'
import { MAX_RETRY_DELAY_SECONDS } from '#app/domain/limits.ts'
import { fc } from '#tests/helpers/fast-check.ts'

test('the delay doubles up to an hour, and the wait is its share', () => {
  expect(backoff(60, 1)).toEqual({ waitSeconds: 60, nextDelaySeconds: 120 })
  expect(backoff(60, 0.5)).toEqual({ waitSeconds: 30, nextDelaySeconds: 120 })
  expect(backoff(60, 0)).toEqual({ waitSeconds: 1, nextDelaySeconds: 120 })
  expect(backoff(1_920, 1)).toEqual({ waitSeconds: 1_920, nextDelaySeconds: MAX_RETRY_DELAY_SECONDS })
  expect(backoff(86_400, 1)).toEqual({
    waitSeconds: MAX_RETRY_DELAY_SECONDS,
    nextDelaySeconds: MAX_RETRY_DELAY_SECONDS,
  })
})

test('the documented table holds for the defaults of the queue', () => {
  const ends: number[] = []
  let delay = 60
  for (let attempt = 1; attempt < 5; attempt++) {
    const { waitSeconds, nextDelaySeconds } = backoff(delay, 1)
    ends.push((ends.at(-1) ?? 0) + waitSeconds)
    delay = nextDelaySeconds
  }
  expect(ends.map((seconds) => seconds / 60)).toEqual([1, 3, 7, 15])
})

test('every wait lies between one second and the delay, whatever it is given', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (delay, random) => {
        const { waitSeconds, nextDelaySeconds } = backoff(delay, random)
        expect(waitSeconds).toBeGreaterThanOrEqual(1)
        expect(waitSeconds).toBeLessThanOrEqual(Math.min(delay, MAX_RETRY_DELAY_SECONDS))
        expect(nextDelaySeconds).toBeGreaterThanOrEqual(Math.min(delay, MAX_RETRY_DELAY_SECONDS))
      },
    ),
  )
})
