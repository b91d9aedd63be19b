import { expect, test } from 'vitest'
import { FRAMED } from '#tests/helpers/framed.ts'
import { answersOf, expectRedirect } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

// In a file of its own: what other tests leave to be sent after their responses has statements of its own.
const { worker, visitor, started } = await useTestWorker({ EMBED_ORIGINS: 'https://www.partner.example' })

test('saving a step takes one statement, showing it one, and completing two, each in one round trip', async () => {
  const prospect = await started()
  for (const step of [1, 2, 3]) await prospect.post(`/assessment/step/${step}`, answersOf(step, 'C'))
  const statements = async (send: () => Promise<Response>) => {
    worker.gateway.resetStats()
    await (await send()).arrayBuffer()
    const { statements, roundTrips } = worker.gateway.stats()
    expect(roundTrips).toBe(statements)
    return statements
  }
  expect(
    await statements(() => prospect.post('/assessment/step/1/answers', { value_assurance_1: 'A' })),
  ).toBe(1)
  expect(await statements(() => prospect.post('/assessment/step/2', answersOf(2, 'B')))).toBe(1)
  expect(await statements(() => prospect.get('/assessment/step/2'))).toBe(1)
  expect(await statements(() => prospect.post('/assessment/step/3', {}))).toBe(1)
  // Without an e-mail, since what is sent after the response has statements of its own.
  expect(await statements(() => prospect.post('/assessment/step/4', answersOf(4, 'C')))).toBe(2)
})

/** Of each step of the way, all that is asked of the database until the results are there. */
async function statementsOfWay(mount: string, headers: Record<string, string>): Promise<number[]> {
  const prospect = visitor()
  const asked: number[] = []
  const send = async (answer: () => Promise<Response>) => {
    worker.gateway.resetStats()
    const response = await answer()
    await response.arrayBuffer()
    const { statements, roundTrips } = worker.gateway.stats()
    expect(roundTrips).toBe(statements)
    asked.push(statements)
    return response
  }
  await (await prospect.post(`${mount}/assessment/start`, {}, headers)).arrayBuffer()
  const step = (number: number) => `${mount}/assessment/step/${number}`
  await send(() => prospect.get(step(1), headers))
  await send(() => prospect.post(`${step(1)}/answers`, { value_assurance_1: 'A' }, headers))
  await send(() => prospect.post(step(1), {}, headers))
  for (const number of [1, 2, 3])
    await send(() => prospect.post(step(number), answersOf(number, 'C'), headers))
  const done = await send(() => prospect.post(step(4), answersOf(4, 'C'), headers))
  await send(() => prospect.get(expectRedirect(done), headers))
  return asked
}

test('a frame adds no round trip: each step in it asks the database as often as the same one at top level', async () => {
  const framed = await statementsOfWay('/embed', FRAMED)
  expect(framed).toEqual(await statementsOfWay('', {}))
  expect(framed).toHaveLength(8)
})
