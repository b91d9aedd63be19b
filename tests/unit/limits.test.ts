import { PEOPLE_LIMITS, PERSON_NOW_LIMITS } from '#app/services/crm/one-by-one.server.ts'
import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '#app/domain/duration.ts'
import {
  EMAIL_QUEUE,
  ERASURE_QUEUE,
  HEALTH_THRESHOLDS,
  LEAD_QUEUE,
  PORTAL_BUDGET,
  TIMEOUTS,
} from '#app/domain/limits.ts'
import { DRAIN_LIMITS, SYNC_NOW_LIMITS } from '#app/services/crm/drain.server.ts'
import { DELIVER_NOW_LIMITS } from '#app/services/mail/deliver-email-now.server.ts'
import { nextAttempt } from '#app/domain/mail/retry-schedule.ts'
import { DELIVERY_LIMITS } from '#app/services/mail/deliver.server.ts'

const CRON_SECONDS = 5 * 60
/** What Cloudflare gives to work after a response. */
const WAIT_UNTIL_MS = 30_000

test.for([
  ['leads', LEAD_QUEUE, DRAIN_LIMITS.seconds, TIMEOUTS.crmCallMs],
  ['erasures', ERASURE_QUEUE, PEOPLE_LIMITS.seconds, TIMEOUTS.crmCallMs],
  ['e-mails', EMAIL_QUEUE, DELIVERY_LIMITS.maxSeconds, TIMEOUTS.emailSendMs],
] as const)(
  'the lease of %s outlasts a run, its last call and the statement that settles it',
  ([, { leaseSeconds }, runSeconds, callMs]) => {
    expect(leaseSeconds * 1000).toBeGreaterThan(runSeconds * 1000 + callMs + TIMEOUTS.statementMs)
  },
)

test.for([
  ['a lead', SYNC_NOW_LIMITS.seconds, TIMEOUTS.crmCallMs],
  ['an erasure', PERSON_NOW_LIMITS.seconds, TIMEOUTS.crmCallMs],
  ['an e-mail', DELIVER_NOW_LIMITS.maxSeconds, TIMEOUTS.emailSendMs],
] as const)('sending %s right after the response ends before the invocation does', ([, seconds, callMs]) => {
  expect(seconds * 1000 + callMs).toBeLessThan(WAIT_UNTIL_MS)
})

test('all runs together leave calls of the smallest portal to its other apps', () => {
  expect(PORTAL_BUDGET.calls).toBeLessThan(100)
  expect(PORTAL_BUDGET.windowMs).toBeGreaterThan(10_000)
})

test('what the next cron run still mends is no reason for /health to complain', () => {
  const missedOnce = 2 * CRON_SECONDS
  for (const { retryDelaySeconds } of [LEAD_QUEUE, EMAIL_QUEUE, ERASURE_QUEUE])
    expect(retryDelaySeconds + missedOnce).toBeLessThan(HEALTH_THRESHOLDS.oldestOpenSyncSeconds)
  expect(missedOnce).toBeLessThan(HEALTH_THRESHOLDS.jobSeconds)
})

test('whatever wants somebody is seen within fifteen minutes, the minute between two looks included', () => {
  const { unscrubbedGraceSeconds, dailyJobSeconds, crmRetentionOpenSeconds, ...others } = HEALTH_THRESHOLDS
  const beyondADay = [unscrubbedGraceSeconds, dailyJobSeconds].map((seconds) => seconds - DAY)
  // A night that another one makes good wants nobody; a week of them does.
  const beyondAWeek = crmRetentionOpenSeconds - 7 * DAY
  for (const seconds of [...Object.values(others), ...beyondADay, beyondAWeek])
    expect(seconds + MINUTE).toBeLessThanOrEqual(15 * MINUTE)
})

test('an e-mail is ended by its age, never by the count of its attempts', () => {
  let attempts = 0
  const cron = () => Math.max(CRON_SECONDS, nextAttempt(age, 0) ?? 0)
  let age = 0
  while (nextAttempt(age, 0) !== null) {
    attempts += 1
    age += cron()
  }
  expect(age).toBeGreaterThanOrEqual(72 * HOUR)
  expect(attempts).toBeLessThan(EMAIL_QUEUE.maxRetries)
})
