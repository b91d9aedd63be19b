import { beforeEach, expect, test } from 'vitest'
import { answersOf } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const { worker, started } = await useTestWorker({ PRISMA_LOG: 'query,error' })
beforeEach(() => {
  worker.gateway.setFaults({})
  worker.logs.length = 0
})

const linesOf = (event: string) =>
  worker.logs
    .map((line) => JSON.parse(line) as Record<string, string | number>)
    .filter((line) => line.event === event)

test('the statements of each request carry its id, also where requests run side by side', async () => {
  const prospects = await Promise.all(Array.from({ length: 5 }, started))
  await expect.poll(() => linesOf('request')).toHaveLength(5)
  worker.logs.length = 0

  await Promise.all(prospects.map((prospect) => prospect.post('/assessment/step/1', answersOf(1, 'C'))))

  await expect.poll(() => linesOf('request')).toHaveLength(5)
  const ids = (event: string) =>
    linesOf(event)
      .map(({ requestId }) => requestId)
      .sort()
  expect(ids('database_query')).toEqual(ids('request'))
  expect(new Set(ids('request')).size).toBe(5)
  for (const line of linesOf('database_query')) {
    expect(line).toMatchObject({
      level: 'info',
      statement: expect.stringMatching(
        /UPDATE assessment_sessions s SET responses = s\.responses \|\| \$4/,
      ) as string,
    })
  }
})

test('a statement that fails is told of with the id of its request', async () => {
  const prospect = await started()
  worker.gateway.setFaults({ refuse: {} })
  worker.logs.length = 0

  expect((await prospect.post('/assessment/step/1', answersOf(1, 'C'))).status).toBe(503)

  await expect.poll(() => linesOf('request')).toHaveLength(1)
  expect(linesOf('database_error')).toMatchObject([
    { level: 'error', call: '$queryRaw', requestId: linesOf('request')[0]?.requestId },
  ])
})
