import { beforeEach, expect, test } from 'vitest'
import { JOB_SCHEDULE, TICK_MINUTES, type JobName } from '#app/platform/job-schedule.ts'
import { parseCronExpression } from '#dev/worker/crons/cron-expression.ts'
import { isIdle, noteRun } from '#workers/idle.ts'

const JOBS = Object.keys(JOB_SCHEDULE) as JobName[]
const FREQUENT = JOBS.filter((job) => TICK_MINUTES[job] !== undefined)
const DAY_MINUTES = 1_440
const START = Date.UTC(2026, 10, 23)
const at = (minute: number) => new Date(START + minute * 60_000)

/** The minutes of a day in which Cloudflare's trigger fires. */
const ticksOf = (job: JobName) =>
  Array.from({ length: DAY_MINUTES }, (_, minute) => minute).filter((minute) =>
    parseCronExpression(JOB_SCHEDULE[job])(at(minute)),
  )

beforeEach(() => JOBS.forEach((job) => noteRun(job, false)))

test('ticks are as far apart as the schedule has them', () => {
  for (const job of FREQUENT) expect(ticksOf(job)).toHaveLength(DAY_MINUTES / TICK_MINUTES[job]!)
  expect(JOBS.filter((job) => !FREQUENT.includes(job))).toEqual(['enforce_retention'])
})

test.for([1, 2, 5, 7, 10, 15, 30])(
  'with nothing to do each job asks once in %d minutes, and never later than that and its own interval',
  (idleMinutes) => {
    for (const job of FREQUENT) {
      const runs = ticksOf(job).filter((minute) => !isIdle(job, at(minute), idleMinutes))
      const gaps = runs.slice(1).map((minute, index) => minute - runs[index]!)
      const interval = Math.max(idleMinutes, TICK_MINUTES[job]!)
      expect(Math.max(...gaps)).toBeLessThan(interval + TICK_MINUTES[job]!)
      expect(runs.length).toBeLessThanOrEqual(Math.ceil(DAY_MINUTES / interval))
    }
  },
)

test('a job that found something to do, or failed, runs at its next tick as well', () => {
  expect(isIdle('deliver_emails', at(1), 5)).toBe(true)
  noteRun('deliver_emails', true)
  expect(isIdle('deliver_emails', at(1), 5)).toBe(false)
  expect(isIdle('drain_hubspot', at(5), 15)).toBe(true)
  noteRun('deliver_emails', false)
  expect(isIdle('deliver_emails', at(2), 5)).toBe(true)
})

test('the daily job runs whenever it is called', () => {
  for (const minute of [0, 197, 1_000]) expect(isIdle('enforce_retention', at(minute), 30)).toBe(false)
})
