import { expect, test } from 'vitest'
import { answersOf } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

// In a file of its own: what other tests leave to be sent after their responses has statements of its own.
const { worker, started } = await useTestWorker()

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
