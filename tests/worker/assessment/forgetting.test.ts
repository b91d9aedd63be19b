import { beforeEach, expect, test } from 'vitest'
import { resetTestDatabase } from '#tests/helpers/database.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'
import { OWNER } from '#tests/helpers/owner.ts'
import { type Visitor, answersOf, expectRedirect } from '#tests/helpers/visitor.ts'

const { worker, visitor, tokenTo } = await useMailingWorker()

beforeEach(() => resetTestDatabase(worker.db))

/** A browser with results and an assessment under way, both with an address, and a link to the latter. */
async function browserToForget() {
  const browser = visitor()
  await browser.start()
  const path = await browser.complete('B', { email: OWNER, consent: 'yes' })
  const results = `/assessment/results/${await tokenTo(OWNER)}`
  await browser.start()
  expectRedirect(await browser.post('/assessment/step/1', answersOf(1, 'B')))
  const asked = { email: 'later@example.com', consent: 'yes', intent: 'resume_link' }
  expectRedirect(await browser.post('/assessment/step/2', asked))
  return { browser, path, results, resume: `/assessment/resume/${await tokenTo('later@example.com')}` }
}

function copyOf(browser: Visitor): Visitor {
  const copy = visitor()
  for (const [name, value] of browser.cookies) copy.cookies.set(name, value)
  return copy
}

async function expectNothingOpens(browser: Visitor, path: string): Promise<void> {
  const answers = [
    await browser.get(path),
    await browser.get('/assessment/step/1'),
    await browser.get('/assessment/step/2'),
    await browser.get('/assessment/resume'),
    await browser.get('/privacy'),
    await browser.get('/'),
    await browser.post('/assessment/step/2', answersOf(2, 'E')),
    await browser.post(path, { phone: '+1 555 010 0000' }),
  ]
  for (const answer of answers) {
    const page = await answer.text()
    for (const kept of [OWNER, 'later@example.com', 'o…@e….com']) expect(page).not.toContain(kept)
  }
  expect(answers[0]?.status).toBe(404)
  expect(answers[3]?.status).toBe(403)
}

test('a browser that was forgotten opens nothing any more, and a copy of its cookies neither', async () => {
  const { browser, path, results } = await browserToForget()
  await browser.open(results)
  const copy = copyOf(browser)
  copy.cookies.delete('__Host-scorecard-link')
  expect(await (await browser.get('/privacy')).text()).toContain('Forget this browser')

  const answer = await browser.post('/assessment/forget')

  expectRedirect(answer, '/privacy?forgotten')
  expect(answer.headers.get('Clear-Site-Data')).toBe('"cache", "storage"')
  expect(browser.cookies.size).toBe(0)
  const page = await (await browser.get('/privacy?forgotten')).text()
  expect(page).toContain('This browser has been forgotten')
  expect(page).not.toContain('Forget this browser')
  await expectNothingOpens(browser, path)
  await expectNothingOpens(copy, path)
})

test('links from e-mails go on after their browser was forgotten, and what was stored stays', async () => {
  const { browser, path, results, resume } = await browserToForget()
  const before = await worker.db.assessment.findFirstOrThrow()
  expectRedirect(await browser.post('/assessment/forget'))

  expect(await worker.db.assessment.findFirstOrThrow()).toEqual({
    ...before,
    sessionId: expect.not.stringContaining(before.sessionId) as string,
    updatedAt: expect.any(Date) as Date,
  })
  expect(expectRedirect(await visitor().get(results))).toBe(`${path}?by-link`)
  const elsewhere = visitor()
  await elsewhere.open(resume)
  expectRedirect(await elsewhere.post('/assessment/resume'), '/assessment/step/2')
  expectRedirect(await elsewhere.post('/assessment/step/2', answersOf(2, 'B')), '/assessment/step/3')
})

test('what was shared ends with its browser, because nobody could end it any more', async () => {
  const { browser, path } = await browserToForget()
  expectRedirect(await browser.post(path, { intent: 'share' }))
  const shared = /localhost(\/assessment\/shared\/\w+)/.exec(await (await browser.get(path)).text())![1]!
  expect((await visitor().get(shared)).status).toBe(200)

  expectRedirect(await browser.post('/assessment/forget'))

  expect((await visitor().get(shared)).status).toBe(404)
})

test('another site makes no browser forget, another browser’s sessions stay, and a form that was open saves nothing', async () => {
  const { browser, path } = await browserToForget()
  const other = visitor()
  await other.start()
  const refused = await browser.post('/assessment/forget', {}, { 'Sec-Fetch-Site': 'cross-site' })
  expect(refused.status).toBe(403)
  expect((await browser.get(path)).status).toBe(200)

  expectRedirect(await visitor().post('/assessment/forget'), '/privacy?forgotten')
  expectRedirect(await browser.post('/assessment/forget'), '/privacy?forgotten')

  expect((await other.get('/assessment/step/1')).status).toBe(200)
  expect((await browser.post('/assessment/step/2', answersOf(2, 'E'))).status).toBe(410)
})

test('without its database a browser is not said to be forgotten, and keeps its cookie for another try', async () => {
  const { browser, path } = await browserToForget()
  worker.gateway.setFaults({ refuse: {} })
  const answer = await browser.post('/assessment/forget')
  worker.gateway.setFaults({})

  expect(answer.status).toBe(503)
  expect((await browser.get(path)).status).toBe(200)
})
