import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AREAS, QUESTIONS } from '#tests/factories/quiz.ts'
import { type Site, answerStep, continueFrom, startQuiz, startSite } from '#tests/helpers/site.ts'

let site: Site

beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.close())

const PHONE = { viewport: { width: 390, height: 664 }, isMobile: true, hasTouch: true }
const visit = () => site.visit(PHONE)

const button = (page: Page) => page.locator('[data-continue]')
const isShown = (page: Page, id: string) => expect.poll(() => page.locator(`#${id}`).isVisible()).toBe(true)
const shown = (page: Page) =>
  page.locator('[data-question]:visible').evaluateAll((questions) => questions.map(({ id }) => id))
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id)

async function start(page: Page): Promise<void> {
  await page.goto('/')
  await page.locator('#start button').tap()
  await page.waitForURL('**/assessment/step/1')
  await page.locator('.step[data-flow]').waitFor()
}

const tap = (page: Page, id: string, choice: string) => page.locator(`#${id}-${choice}`).tap()

test('one question is in view, and a tap on an answer leads to the next, to the results in the end', async () => {
  await using visitor = await visit()
  const { page, problems } = visitor
  await start(page)
  const tooLong: string[] = []
  for (const { step, questions } of AREAS) {
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/assessment/step/${step}`)
    if (step > 1) {
      await page.locator('.area-verdict').waitFor()
      expect(await shown(page)).toEqual([])
      await button(page).tap()
    }
    for (const { id } of questions) {
      await isShown(page, id)
      expect(await shown(page)).toEqual([id])
      if (!(await fitsTheView(page, id))) tooLong.push(id)
      await tap(page, id, 'B')
    }
    expect(await button(page).innerText()).toBe(step === AREAS.length ? 'See my results' : 'Continue')
    await button(page).tap()
  }
  await page.waitForURL('**/assessment/results/*')
  expect(await page.locator('.gauge').getAttribute('aria-label')).toContain('Score 75')
  // Without scrolling, nine of ten questions show all their answers and the way on.
  expect(tooLong).toSatisfy(({ length }: string[]) => length <= QUESTIONS.length / 10)
  expect(problems).toEqual([])
})

/** Whether the question, its answers and the buttons are all in the first view. */
async function fitsTheView(page: Page, id: string): Promise<boolean> {
  return page.evaluate((question) => {
    const bar = document.querySelector('.step-bar')!.getBoundingClientRect()
    const parts = [...document.querySelectorAll(`#${question} legend, #${question} .choice`)]
    const [top, bottom] = [parts[0]!, parts.at(-1)!].map((part) => part.getBoundingClientRect())
    const buttons = [...document.querySelectorAll('.step-bar .button')].every(
      (part) => part.getBoundingClientRect().bottom <= innerHeight,
    )
    return parts.length === 6 && scrollY === 0 && top!.top >= 0 && bottom!.bottom <= bar.top && buttons
  }, id)
}

test('Back leads to the question before and to the step before it, and a changed answer counts', async () => {
  await using visitor = await visit()
  const { page } = visitor
  await start(page)
  expect(await page.locator('[data-back]').isVisible()).toBe(false)
  const [first, second] = AREAS[0]!.questions
  await tap(page, first!.id, 'B')
  await isShown(page, second!.id)
  await expect.poll(() => focused(page)).toBe(second!.id)
  await page.locator('[data-back]').tap()
  await isShown(page, first!.id)
  expect(await page.locator(`#${first!.id}-B`).isChecked()).toBe(true)
  await tap(page, first!.id, 'C')
  for (const { id } of AREAS[0]!.questions.slice(1)) {
    await isShown(page, id)
    await tap(page, id, 'C')
  }
  await button(page).tap()
  await page.waitForURL('**/assessment/step/2')
  expect(await page.locator('.area-verdict').innerText()).toContain('50')
  // The browser's own way back goes the same way.
  await page.goBack()
  await page.waitForURL('**/assessment/step/1')
  await page.locator('.step[data-flow]').waitFor()
  await isShown(page, AREAS[0]!.questions.at(-1)!.id)
  const saved = page.waitForResponse('**/answers')
  await tap(page, AREAS[0]!.questions.at(-1)!.id, 'A')
  await saved
  await page.goForward()
  await page.waitForURL('**/assessment/step/2')
  await expect.poll(() => page.locator('.area-verdict').innerText()).toContain('63')
})

test('keys choose without leading on, and so does a tap once moving on is switched off', async () => {
  await using visitor = await visit()
  const { page } = visitor
  await start(page)
  const [first, second] = AREAS[0]!.questions
  await page.locator(`#${first!.id}-A`).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  expect(await page.locator(`#${first!.id}-C`).isChecked()).toBe(true)
  await page.getByLabel('Move on after each answer').uncheck()
  await tap(page, first!.id, 'B')
  await page.clock.install()
  await page.clock.runFor(60_000)
  expect(await shown(page)).toEqual([first!.id])
  await button(page).tap()
  await isShown(page, second!.id)
  await page.reload()
  await page.locator('.step[data-flow]').waitFor()
  expect(await page.getByLabel('Move on after each answer').isChecked()).toBe(false)
})

test('a step sent with a gap shows the question that lacks its answer, and the summary leads to the others', async () => {
  await using visitor = await visit()
  const { page } = visitor
  await start(page)
  const [first, second, third, fourth] = AREAS[0]!.questions.map(({ id }) => id)
  await tap(page, first!, 'B')
  for (const id of [second!, third!, fourth!]) {
    await isShown(page, id)
    await button(page).tap()
  }
  await page.locator('.error-summary').waitFor()
  expect(await shown(page)).toEqual([second])
  await page.locator('.error-summary a').nth(2).tap()
  await isShown(page, fourth!)
  expect(await shown(page)).toEqual([fourth])
})

test('nothing moves on a first page that is a step while its script takes over', async () => {
  await using begun = await visit()
  await start(begun.page)
  await using visitor = await visit()
  const { page } = visitor
  await page.context().addCookies(await begun.page.context().cookies())
  await page.goto('/assessment/step/1')
  await page.locator('.step[data-flow]').waitFor()
  const shifts = await page.evaluate(async () => {
    let seen = 0
    const look = () =>
      new PerformanceObserver((list) => (seen += list.getEntries().length)).observe({
        type: 'layout-shift',
        buffered: true,
      })
    for (let frame = 0; frame < 6; frame++) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      if (frame === 2) look()
    }
    return seen
  })
  expect(shifts).toBe(0)
})

test('where the script does not come, every question appears', async () => {
  await using visitor = await visit()
  const { page } = visitor
  await page.route('**/assets/*.js', (route) => route.abort())
  await page.goto('/')
  await page.locator('#start button').tap()
  await page.waitForURL('**/assessment/step/1')
  await expect.poll(() => shown(page)).toHaveLength(AREAS[0]!.questions.length)
})

test('a step that is shown from memory is the one that is stored: reload, another tab and an ended session say the same', async () => {
  await using visitor = await site.visit()
  const { page, context } = visitor
  await startQuiz(page)
  await answerStep(page, 1, 'C')
  await expect.poll(() => page.locator('[data-save-status]').innerText()).toBe('Saved')
  const posts: string[] = []
  page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()))
  await continueFrom(page, 1)
  // Nothing was left to send.
  expect(posts).toEqual([])
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
  expect(await page.title()).toContain('Customer-Safe AI')
  await page.reload()
  expect(await page.locator('h1').innerText()).toBe('Customer-Safe AI')

  const other = await context.newPage()
  await other.goto('/assessment/step/1')
  await other.locator('#value_assurance_1-A').check()
  await expect.poll(() => other.locator('[data-save-status]').innerText()).toBe('Saved')
  await page.goBack()
  await page.waitForURL('**/assessment/step/1')
  await expect.poll(() => page.locator('#value_assurance_1-A').isChecked()).toBe(true)

  await site.worker.db.$executeRaw`UPDATE assessment_sessions SET "expiresAt" = now() - interval '1 second'`
  await page.goForward()
  await expect.poll(() => page.locator('h1').innerText()).toBe('Your session has expired')
})
