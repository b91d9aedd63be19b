import { beforeEach, expect, test } from 'vitest'
import { answersOf, expectRedirect, textOf } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

// Pages that can do without what the database knows of a visitor. Its statements take longer than anybody waits, so that what
// a page says shows whether it waited: no time is measured.

const LONGER_THAN_ANYBODY_WAITS_MS = 8_000
const { worker, started } = await useTestWorker({ STATE_WAIT_MS: '50' })
const patient = await useTestWorker()
beforeEach(() => worker.gateway.setFaults({}))

const hang = () => worker.gateway.setFaults({ delay: { ms: LONGER_THAN_ANYBODY_WAITS_MS } })

test('the landing page does not wait for a database that hangs, and offers what stays true', async () => {
  const prospect = await started()
  expectRedirect(await prospect.post('/assessment/step/1', answersOf(1, 'B')), '/assessment/step/2')
  hang()
  const page = await prospect.get('/')
  const html = await page.text()
  expect(page.status).toBe(200)
  expect(html).toContain('href="/assessment/step/4">Go to your assessment')
  expect(html).toContain('You started one in this browser.')
  expect(html).toContain('id="start-again"')
  expect(html).not.toContain('questions left')

  worker.gateway.setFaults({})
  expectRedirect(await prospect.get('/assessment/step/4'), '/assessment/step/2')
})

test('the same offer leads to the result, once there is one', async () => {
  const prospect = await started()
  const results = await prospect.complete('C')
  hang()
  expect(await (await prospect.get('/')).text()).toContain('href="/assessment/step/4">Go to your assessment')
  worker.gateway.setFaults({})
  expectRedirect(await prospect.get('/assessment/step/4'), results)
})

test('the page on privacy does not wait either, and its form is there for whoever withdraws', async () => {
  const prospect = await started()
  await prospect.complete('C', { email: 'slow@example.com', consent: 'yes' })
  hang()
  const page = await prospect.get('/privacy')
  const html = await textOf(page)
  expect(page.status).toBe(200)
  expect(html).not.toContain('id="withdraw"')
  expect(html).toContain('Withdraw my consent: no more e-mails or calls')
})

test('nobody is told that nothing is agreed to any more before the database has said so', async () => {
  const prospect = await started()
  await prospect.complete('C', { email: 'slow@example.com', consent: 'yes' })
  hang()
  const page = await (await prospect.get('/privacy?withdrawn')).text()
  expect(page).not.toContain('There is nothing any more that this browser has agreed to')
})

test('a database that answers in time is heard: what is left, and the score', async () => {
  const prospect = await patient.started()
  expectRedirect(await prospect.post('/assessment/step/1', answersOf(1, 'B')), '/assessment/step/2')
  const underWay = await (await prospect.get('/')).text()
  expect(underWay).toContain('href="/assessment/step/2">Continue your assessment')
  expect(underWay).toContain('12 questions left, about 8 minutes.')

  const results = await prospect.complete('C')
  expect(await (await prospect.get('/')).text()).toContain(`href="${results}">Your result: 50`)
})
