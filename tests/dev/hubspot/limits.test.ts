import { expect, test } from 'vitest'
import { call, standInForTest, CONTACT_GROUPS } from '#tests/helpers/hubspot-stand-in.ts'

test('the ten-second limit is a rolling window, told in headers and in the body of a 429', async () => {
  let time = Date.parse('2026-11-23T09:00:00Z')
  const standIn = await standInForTest({ now: () => time, limits: { tenSecondly: 2, daily: 1000 } })

  const first = await call(standIn, 'GET', CONTACT_GROUPS)
  time += 4000
  const second = await call(standIn, 'GET', CONTACT_GROUPS)
  const refused = await call(standIn, 'GET', CONTACT_GROUPS)
  time += 5999
  const stillRefused = await call(standIn, 'GET', CONTACT_GROUPS)
  time += 1
  const again = await call(standIn, 'GET', CONTACT_GROUPS)

  const all = [first, second, refused, stillRefused, again]
  expect(all.map(({ status }) => status)).toEqual([200, 200, 429, 429, 200])
  expect(first.headers.get('X-HubSpot-RateLimit-Max')).toBe('2')
  expect(all.map(({ headers }) => headers.get('X-HubSpot-RateLimit-Remaining'))).toEqual([
    '1',
    '0',
    '0',
    '0',
    '0',
  ])
  expect(first.headers.get('X-HubSpot-RateLimit-Interval-Milliseconds')).toBe('10000')
  expect(first.headers.get('X-HubSpot-RateLimit-Daily-Remaining')).toBe('999')
  expect(refused.headers.get('Retry-After')).toBeNull()
  expect(refused.body).toMatchObject({
    status: 'error',
    message: 'You have reached your ten_secondly_rolling limit.',
    errorType: 'RATE_LIMIT',
    policyName: 'TEN_SECONDLY_ROLLING',
  })
  expect(refused.body).not.toHaveProperty('category')
  expect(standIn.limits().peakTenSecondly).toBe(2)
})

test('each token has a burst of its own', async () => {
  const standIn = await standInForTest({ limits: { tenSecondly: 1 } })
  standIn.addToken('pat-other')

  const mine = await call(standIn, 'GET', CONTACT_GROUPS)
  const other = await call(standIn, 'GET', CONTACT_GROUPS, undefined, 'pat-other')

  expect([mine.status, other.status]).toEqual([200, 200])
})

test('the daily limit ends at midnight in the time zone of the portal', async () => {
  let time = Date.parse('2026-11-24T04:59:00Z')
  const standIn = await standInForTest({
    now: () => time,
    timeZone: 'US/Eastern',
    limits: { daily: 1, retryAfter: true },
  })

  await call(standIn, 'GET', CONTACT_GROUPS)
  const refused = await call(standIn, 'GET', CONTACT_GROUPS)
  time = Date.parse('2026-11-24T05:00:00Z')
  const nextDay = await call(standIn, 'GET', CONTACT_GROUPS)

  expect(refused.status).toBe(429)
  expect(refused.body).toMatchObject({ message: 'You have reached your daily limit.', policyName: 'DAILY' })
  expect(refused.headers.get('Retry-After')).toBe('60')
  expect(nextDay.status).toBe(200)
})

test('limits that are off have no headers', async () => {
  const standIn = await standInForTest({ limits: { tenSecondly: null, daily: null } })

  const { headers } = await call(standIn, 'GET', CONTACT_GROUPS)

  expect([...headers.keys()].filter((name) => name.startsWith('x-hubspot-ratelimit'))).toEqual([])
  expect(headers.get('x-hubspot-correlation-id')).toEqual(expect.any(String))
})
