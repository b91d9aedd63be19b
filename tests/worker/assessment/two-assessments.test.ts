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
    '/assessment/step/2',
  )
  expect(await openForm(browser, 2)).toEqual(first)
  expectRedirect(
    await browser.post('/assessment/step/1', { ...answersOf(1, 'E'), ...second }),
    '/assessment/step/2',
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
