import { expect, test } from 'vitest'
import { nextMidnight } from '#app/domain/hubspot/portal-day.ts'

test.each([
  ['2026-11-23T09:00:00Z', 'UTC', '2026-11-24T00:00:00.000Z'],
  ['2026-11-23T00:00:00Z', 'UTC', '2026-11-24T00:00:00.000Z'],
  ['2026-11-23T09:00:00Z', 'US/Eastern', '2026-11-24T05:00:00.000Z'],
  ['2026-11-23T04:59:59Z', 'US/Eastern', '2026-11-23T05:00:00.000Z'],
  ['2026-11-23T23:30:00Z', 'Asia/Kolkata', '2026-11-24T18:30:00.000Z'],
  ['2026-12-31T12:00:00Z', 'Pacific/Auckland', '2027-01-01T11:00:00.000Z'],
  // The clocks change during the day: spring forward on 8 March, back on 1 November 2026.
  ['2026-03-08T06:30:00Z', 'America/New_York', '2026-03-09T04:00:00.000Z'],
  ['2026-11-01T05:30:00Z', 'America/New_York', '2026-11-02T05:00:00.000Z'],
])('after %s, midnight in %s is %s', (now, timeZone, midnight) => {
  expect(nextMidnight(new Date(now), timeZone)?.toISOString()).toBe(midnight)
})

test('an unknown time zone has no midnight', () => {
  expect(nextMidnight(new Date('2026-11-23T09:00:00Z'), 'Nowhere/Land')).toBeNull()
})
