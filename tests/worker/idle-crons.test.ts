import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { JOB_SCHEDULE, TICK_MINUTES, type JobName } from '#app/platform/job-schedule.ts'
import { parseCronExpression } from '#dev/worker/crons/cron-expression.ts'
import { createTestEmailMessage } from '#tests/factories/outbox.ts'
import { resetTestDatabase } from '#tests/helpers/database.ts'
import { type TestWorker, startTestWorker } from '#tests/helpers/worker.ts'

const FREQUENT = Object.keys(TICK_MINUTES) as JobName[]
const START = Date.UTC(2026, 10, 23)

let worker: TestWorker
beforeAll(async () => {
  worker = await startTestWorker({ IDLE_MINUTES: undefined })
})
beforeEach(() => resetTestDatabase(worker.db))
afterAll(() => worker.close())

/** Fires the crons of so many minutes as Cloudflare does. @returns the minutes in which the database was asked */
async function fireCrons(from: number, to: number): Promise<number[]> {
  const asked: number[] = []
  for (let minute = from; minute < to; minute++) {
    const time = new Date(START + minute * 60_000)
    worker.gateway.resetStats()
    for (const job of FREQUENT)
      if (parseCronExpression(JOB_SCHEDULE[job])(time)) await worker.cron(JOB_SCHEDULE[job], time)
    if (worker.gateway.stats().statements > 0) asked.push(minute)
  }
  return asked
}

test('crons with nothing to do ask the database once in five minutes, all within two minutes of each other', async () => {
  await fireCrons(0, 5)
  expect(await fireCrons(5, 30)).toEqual([5, 6, 7, 10, 11, 12, 15, 16, 17, 20, 21, 22, 25, 26, 27])
  const noted = await worker.db.jobSuccess.findMany()
  expect(noted.map(({ job }) => job).sort()).toEqual([...FREQUENT].sort())
})

test('while there is something to do, the job runs at every tick', async () => {
  await fireCrons(30, 31)
  await createTestEmailMessage(worker.db)
  expect(await fireCrons(31, 35)).toEqual([31, 32])
  expect(await worker.db.emailMessage.findMany()).toMatchObject([{ status: 'pending' }])
  // Found at 35, so that the job looks again at 36, finds nothing more, and rests from 37 on.
  await fireCrons(35, 36)
  expect(await worker.db.emailMessage.findMany()).toMatchObject([{ status: 'skipped' }])
  await createTestEmailMessage(worker.db)
  await fireCrons(36, 37)
  expect(await worker.db.emailMessage.count({ where: { status: 'skipped' } })).toBe(2)
})
