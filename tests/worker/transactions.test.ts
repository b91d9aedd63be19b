import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { resetTestDatabase } from '#tests/helpers/database.ts'
import { type FixtureWorker, startFixtureWorker } from '#tests/helpers/fixture-worker.ts'

let worker: FixtureWorker
/** of a session that exists */
let id: string

beforeAll(async () => {
  worker = await startFixtureWorker('tests/worker/fixtures/transaction-worker.ts')
})
beforeEach(async () => {
  worker.gateway.setFaults({})
  await resetTestDatabase(worker.database.db)
  id = (await createTestAssessmentSession(worker.database.db)).sessionId
  worker.gateway.resetStats()
})
afterAll(() => worker.close())

async function run(work: string): Promise<unknown> {
  const response = await worker.runtime.dispatchFetch(`http://localhost/?work=${work}&id=${id}`)
  return response.json()
}

async function sessions(): Promise<string[]> {
  const rows = await worker.database.db.assessmentSession.findMany({ orderBy: { sessionId: 'asc' } })
  return rows.map(({ sessionId }) => sessionId.slice(id.length))
}

const openConnections = () => worker.gateway.stats().openConnections

test('a transaction commits, with a round trip for BEGIN, each statement and COMMIT', async () => {
  expect(await run('commit')).toEqual({ result: 2 })
  expect(await sessions()).toEqual(['', '-new'])
  expect(worker.gateway.stats()).toMatchObject({ statements: 4, roundTrips: 4 })
  await expect.poll(openConnections).toBe(0)
})

test('a transaction that throws leaves nothing, and a savepoint only what was before it', async () => {
  expect(await run('rollback')).toEqual({ error: 'Error' })
  expect(await sessions()).toEqual([''])
  await run('savepoint')
  expect(await sessions()).toEqual(['', '-outer'])
  await expect.poll(openConnections).toBe(0)
})

test('a batch is one transaction, and isolation is what was asked for', async () => {
  expect(await run('batch')).toEqual({ result: [{ currentStep: 0 }, 2] })
  expect(await run('serializable')).toEqual({ result: [{ level: 'serializable' }] })
})

test.each([
  ['unique', 'P2002'],
  ['uniqueInTransaction', 'P2002'],
  ['foreignKey', 'P2003'],
  ['missing', 'P2025'],
  ['raw', 'P2010'],
])('what goes wrong in %s has the code %s', async (work, code) => {
  expect(await run(work)).toEqual({ error: 'PrismaClientKnownRequestError', code })
  expect(await sessions()).toEqual([''])
  await expect.poll(openConnections).toBe(0)
})

test('values come back as they went in, in sessions that are in UTC', async () => {
  expect(await run('values')).toEqual({
    result: [
      {
        json: { a: [1] },
        at: '2026-03-01T10:00:00.123Z',
        list: ['x', 'y'],
        big: '9007199254740993',
        nothing: null,
        price: '1.5',
        same: true,
        zone: 'UTC',
      },
    ],
  })
})

test('a commit whose answer is lost is an error, and what it wrote is there', async () => {
  worker.gateway.setFaults({ drop: { next: 1, when: 'after', matching: 'COMMIT' } })
  expect(await run('commit')).toMatchObject({ error: expect.any(String) as string })
  expect(await sessions()).toEqual(['', '-new'])
  expect(await run('unique')).toMatchObject({ code: 'P2002' })
  await expect.poll(openConnections).toBe(0)
})
