import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { type FixtureWorker, startFixtureWorker } from '#tests/helpers/fixture-worker.ts'

const REQUESTS = 30

const startWorker = () => startFixtureWorker('tests/worker/fixtures/lease-worker.ts')
let worker: FixtureWorker

beforeAll(async () => {
  worker = await startWorker()
})
afterAll(() => worker.close())

type Answer = { sessionId: string; same: boolean } | false

/** Thirty requests at once, reads and transactions by turns, each on a session of its own. False: it failed. */
async function thirtyAtOnce(
  client: 'leased' | 'shared',
  { runtime, database }: FixtureWorker,
  signal?: AbortSignal,
) {
  const sessions = await Promise.all(
    Array.from({ length: REQUESTS }, () => createTestAssessmentSession(database.db)),
  )
  const answers = sessions.map(async ({ sessionId }, index): Promise<Answer> => {
    const work = index % 2 === 0 ? 'read' : 'transaction'
    const url = `http://localhost/?client=${client}&work=${work}&id=${sessionId}`
    const response = await runtime.dispatchFetch(url, { signal }).catch(() => null)
    return response?.ok === true && ((await response.json()) as Exclude<Answer, false>)
  })
  return { sessions, answers }
}

test('thirty leased clients at once, reads and transactions mixed, all end and leave no connection', async () => {
  const { sessions, answers } = await thirtyAtOnce('leased', worker)
  expect(await Promise.all(answers)).toEqual(sessions.map(({ sessionId }) => ({ sessionId, same: true })))
  const ids = sessions.map(({ sessionId }) => sessionId)
  const moved = await worker.database.db.assessmentSession.count({
    where: { currentStep: 1, sessionId: { in: ids } },
  })
  expect(moved).toBe(REQUESTS / 2)
  await expect.poll(() => worker.gateway.stats().openConnections).toBe(0)
})

test('clients that come back from a lease serve the next thirty as well', async () => {
  const { sessions, answers } = await thirtyAtOnce('leased', worker)
  expect(await Promise.all(answers)).toEqual(sessions.map(({ sessionId }) => ({ sessionId, same: true })))
  await expect.poll(() => worker.gateway.stats().openConnections).toBe(0)
})

test('one client shared by all requests does not: that is why they are leased', async () => {
  // Its connections belong to no request, and stay open with the Worker.
  const own = await startWorker()
  onTestFinished(() => own.close())
  const enough = new AbortController()
  const { answers } = await thirtyAtOnce('shared', own, enough.signal)
  const failed = answers.map((answer) => answer.then((ok) => (ok ? Promise.reject(new Error()) : ok)))

  // One is enough: others wait for ever for an answer that came to another request.
  await expect(Promise.any(failed)).resolves.toBe(false)

  enough.abort()
})
