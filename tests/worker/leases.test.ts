import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { type FixtureWorker, startFixtureWorker } from '#tests/helpers/fixture-worker.ts'

const REQUESTS = 30
// Far more than thirty requests take together; what has not ended by then never does.
const HUNG_AFTER_MS = 15_000

let worker: FixtureWorker

beforeAll(async () => {
  worker = await startFixtureWorker('tests/worker/fixtures/lease-worker.ts')
})
afterAll(() => worker.close())

/** Thirty requests at once, reads and transactions by turns, each on a session of its own. */
async function thirtyAtOnce(client: 'leased' | 'shared') {
  const sessions = await Promise.all(
    Array.from({ length: REQUESTS }, () => createTestAssessmentSession(worker.database.db)),
  )
  const answers = await Promise.all(
    sessions.map(async ({ sessionId }, index) => {
      const work = index % 2 === 0 ? 'read' : 'transaction'
      const url = `http://localhost/?client=${client}&work=${work}&id=${sessionId}`
      const signal = AbortSignal.timeout(HUNG_AFTER_MS)
      const response = await worker.runtime.dispatchFetch(url, { signal }).catch(() => null)
      return response?.ok === true && ((await response.json()) as { sessionId: string; same: boolean })
    }),
  )
  return { sessions, answers }
}

test('thirty leased clients at once, reads and transactions mixed, all end and leave no connection', async () => {
  const { sessions, answers } = await thirtyAtOnce('leased')
  expect(answers).toEqual(sessions.map(({ sessionId }) => ({ sessionId, same: true })))
  const moved = await worker.database.db.assessmentSession.count({ where: { currentStep: 1 } })
  expect(moved).toBe(REQUESTS / 2)
  await expect.poll(() => worker.gateway.stats().openConnections, { timeout: 10_000 }).toBe(0)
})

test('clients that come back from a lease serve the next thirty as well', async () => {
  const { sessions, answers } = await thirtyAtOnce('leased')
  expect(answers).toEqual(sessions.map(({ sessionId }) => ({ sessionId, same: true })))
  await expect.poll(() => worker.gateway.stats().openConnections, { timeout: 10_000 }).toBe(0)
})

test('one client shared by all requests does not: that is why they are leased', async () => {
  const { answers } = await thirtyAtOnce('shared')
  expect(answers.filter((answer) => answer === false)).not.toHaveLength(0)
})
