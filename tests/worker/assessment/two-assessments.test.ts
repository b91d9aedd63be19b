import { beforeEach, expect, test } from 'vitest'
import { type Visitor, answersOf, expectRedirect } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const { worker, visitor } = await useTestWorker()

beforeEach(async () => {
  await worker.db.$executeRaw`TRUNCATE assessment_sessions, rate_limits CASCADE`
})

/** The step that a browser has open, as its form names its assessment. */
async function openForm(browser: Visitor, step: number) {
  const page = await (await browser.get(`/assessment/step/${step}`)).text()
  const assessment = /name="assessment" value="([0-9a-f]{16})"/.exec(page)?.[1]
  if (assessment === undefined) throw new Error('The form names no assessment')
  return { assessment }
}

const responsesOf = async () =>
  (await worker.db.assessmentSession.findMany({ orderBy: { startedAt: 'asc' } })).map(
    ({ responses }) => responses,
  )

test('answers of two assessments in one browser go to that of their form, and so does the page that follows', async () => {
  const browser = visitor()
  await browser.start()
  const first = await openForm(browser, 1)
  await browser.start()
  const second = await openForm(browser, 1)
  expect(second).not.toEqual(first)

  expectRedirect(
    await browser.post('/assessment/step/1', { ...answersOf(1, 'A'), ...first }),
    `/assessment/step/2?assessment=${first.assessment}`,
  )
  expect(await openForm(browser, 2)).toEqual(first)
  expectRedirect(
    await browser.post('/assessment/step/1', { ...answersOf(1, 'E'), ...second }),
    `/assessment/step/2?assessment=${second.assessment}`,
  )
  expect(await openForm(browser, 2)).toEqual(second)
  const saved = await browser.post('/assessment/step/2/answers', { customer_safe_1: 'B', ...first })
  expect(await saved.json()).toEqual({ saved: true })

  expect(await responsesOf()).toEqual([{ ...answersOf(1, 'A'), customer_safe_1: 'B' }, answersOf(1, 'E')])
})

test('what is refused for one assessment leads on in that one as well', async () => {
  const browser = visitor()
  await browser.start()
  const first = await openForm(browser, 1)
  await browser.start()

  const refused = await browser.post('/assessment/step/1', { value_assurance_1: 'A', ...first })

  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain(`name="assessment" value="${first.assessment}"`)
  expect(await openForm(browser, 1)).toEqual(first)
})

test('a form of an assessment that the browser does not have is refused with a page that explains, and mixes with nothing', async () => {
  const other = visitor()
  await other.start()
  const theirs = await openForm(other, 1)
  const browser = visitor()
  await browser.start()

  const refused = await browser.post('/assessment/step/1', { ...answersOf(1, 'E'), ...theirs })
  expect(refused.status).toBe(409)
  const page = await refused.text()
  expect(page).toContain('This page belongs to another assessment')
  expect(page).toContain(`name="assessment" value="${theirs.assessment}"`)
  expect(page).toContain('checked')
  const saved = await browser.post('/assessment/step/1/answers', { value_assurance_1: 'E', ...theirs })
  expect([saved.status, await saved.json()]).toEqual([409, { saved: false }])
  const nobody = await visitor().post('/assessment/step/1', { ...answersOf(1, 'E'), ...theirs })
  expect(nobody.status).toBe(410)

  expect(await responsesOf()).toEqual([{}, {}])
})

/** The link of a page with these words, or null. */
const linkIn = (page: string, words: string) =>
  new RegExp(`<a[^>]* href="([^"]+)"[^>]*>${words}<`).exec(page)?.[1]?.replaceAll('&amp;', '&') ?? null

test('“Back” of a tab leads back in its own assessment after another tab has begun one, and so does each link from there', async () => {
  const browser = visitor()
  await browser.start()
  expectRedirect(await browser.post('/assessment/step/1', answersOf(1, 'A')), '/assessment/step/2')
  const tab = await (await browser.get('/assessment/step/2')).text()
  await browser.start()
  const second = await openForm(browser, 1)

  const back = await browser.get(linkIn(tab, 'Back')!)
  expect(back.status).toBe(200)
  const page = await back.text()
  expect(page.match(/ checked=""/g)).toHaveLength(4)
  expect(page).not.toContain(second.assessment)
  expect(page).not.toContain('Two assessments are under way')
  expect(linkIn(page, 'Deutsch')).toContain('/de/assessment/step/1?assessment=')
  const early = linkIn(tab, 'Back')!.replace('step/1', 'step/4')
  const nearest = expectRedirect(await browser.get(early))
  expect(await (await browser.get(nearest)).text()).not.toContain(second.assessment)
})

test('an address that names none says that two are under way, and leads to the other', async () => {
  const browser = visitor()
  await browser.start()
  expectRedirect(await browser.post('/assessment/step/1', answersOf(1, 'A')), '/assessment/step/2')
  const first = await openForm(browser, 1)
  await browser.start()
  const page = await (await browser.get('/assessment/step/1')).text()
  expect(page).toContain('Two assessments are under way in this browser')
  const other = linkIn(page, 'Go to the other one')!
  expect(other).toBe(`/assessment/step/2?assessment=${first.assessment}`)
  expect(await (await browser.get(other)).text()).toContain(first.assessment)
  expect(await (await browser.get('/de/assessment/step/1')).text()).toContain('laufen zwei Durchgänge')

  await worker.db.assessmentSession.updateMany({
    where: { currentStep: 1 },
    data: { expiresAt: new Date('2026-01-01') },
  })
  expect(await (await browser.get('/assessment/step/1')).text()).not.toContain('Two assessments')
  expect((await browser.get(other)).status).toBe(410)
})

test('whoever goes on in one of two is told so once: each step that follows is named', async () => {
  const browser = visitor()
  await browser.start()
  await browser.start()
  const next = expectRedirect(await browser.post('/assessment/step/1', answersOf(1, 'C')))
  expect(next).toMatch(/^\/assessment\/step\/2\?assessment=[0-9a-f]{16}$/)
  expect(await (await browser.get(next)).text()).not.toContain('Two assessments')
})

test('an address with the name of an assessment opens nothing in a browser that does not have it', async () => {
  const other = visitor()
  await other.start()
  const { assessment } = await openForm(other, 1)
  const browser = visitor()
  expectRedirect(await browser.get(`/assessment/step/1?assessment=${assessment}`), '/')
  await browser.start()
  for (const key of [assessment, '', 'x'.repeat(5000)]) {
    const refused = await browser.get(`/assessment/step/1?assessment=${key}`)
    expect(refused.status).toBe(404)
    expect(await refused.text()).toContain('This page belongs to another assessment')
  }
})
