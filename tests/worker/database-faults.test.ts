import { beforeEach, expect, test } from 'vitest'
import { type Visitor, answersOf, expectRedirect } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const { worker, started } = await useTestWorker()
beforeEach(() => worker.gateway.setFaults({}))

async function atLastStep(): Promise<Visitor> {
  const prospect = await started()
  for (const step of [1, 2, 3]) await prospect.post(`/assessment/step/${step}`, answersOf(step, 'C'))
  return prospect
}

const lastStep = { ...answersOf(4, 'C'), email: 'fault@example.com', consent: 'yes' }

async function counts() {
  return { assessments: await worker.db.assessment.count(), outbox: await worker.db.hubspotSyncQueue.count() }
}

test('a connection dropped before the completion ran leaves nothing, keeps the form, and the retry succeeds', async () => {
  const prospect = await atLastStep()
  const before = await counts()
  worker.gateway.setFaults({ drop: { next: 1, matching: 'INSERT INTO assessments', when: 'before' } })
  const failed = await prospect.post('/assessment/step/4', lastStep)
  const page = await failed.text()
  expect(failed.status).toBe(503)
  expect(page).toContain('Your answers are saved, and the rest has to wait')
  expect(page).toContain('value="fault@example.com"')
  expect(page.match(/type="radio"[^>]*checked=""/g)).toHaveLength(3)
  expect(await counts()).toEqual(before)

  expectRedirect(await prospect.post('/assessment/step/4', lastStep))
  expect(await counts()).toEqual({ assessments: before.assessments + 1, outbox: before.outbox + 1 })
})

test('a connection dropped after the completion committed leaves all of it, once, and the retry finds it', async () => {
  const prospect = await atLastStep()
  const before = await counts()
  worker.gateway.setFaults({ drop: { next: 1, matching: 'INSERT INTO assessments', when: 'after' } })
  expect((await prospect.post('/assessment/step/4', lastStep)).status).toBe(503)
  expect(await counts()).toEqual({ assessments: before.assessments + 1, outbox: before.outbox + 1 })

  const path = expectRedirect(await prospect.post('/assessment/step/4', lastStep))
  expect((await prospect.get(path)).status).toBe(200)
  expect(await counts()).toEqual({ assessments: before.assessments + 1, outbox: before.outbox + 1 })
})

test('a database that refuses connections is a 503 page with the answers still in the form', async () => {
  const prospect = await atLastStep()
  worker.gateway.setFaults({ refuse: {} })
  const failed = await prospect.post('/assessment/step/4', lastStep)
  expect(failed.status).toBe(503)
  expect(await failed.text()).toContain('checked=""')
  const background = await prospect.post('/assessment/step/4/answers', { governance_1: 'A' })
  expect(background.status).toBe(503)
  expect(await background.json()).toEqual({ saved: false })
  const page = await prospect.get('/assessment/step/4')
  expect(page.status).toBe(503)
  expect(await page.text()).toContain('briefly unavailable')
})

test('thirty requests at once all end, and no connection stays open', async () => {
  const prospects = await Promise.all(Array.from({ length: 6 }, atLastStep))
  const responses = await Promise.all(
    prospects.flatMap((prospect) => [
      prospect.get('/'),
      prospect.get('/assessment/step/2'),
      prospect.post('/assessment/step/1/answers', { value_assurance_1: 'A' }),
      prospect.post('/assessment/step/2', answersOf(2, 'B')),
      prospect.get('/assessment/step/4'),
    ]),
  )
  expect(responses.map(({ status }) => status)).toEqual(prospects.flatMap(() => [200, 200, 200, 302, 200]))
  await Promise.all(responses.map((response) => response.arrayBuffer()))
  await expect.poll(() => worker.gateway.stats().openConnections).toBe(0)
})
