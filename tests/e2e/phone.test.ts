import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AREAS, QUESTIONS } from '#app/domain/quiz/quiz.ts'
import { type Site, startSite } from '#tests/helpers/site.ts'

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

/** From what a step begins with to its end. */
async function answerArea(page: Page, step: number, choice: string): Promise<void> {
  const { questions } = AREAS[step - 1]!
  if (step > 1) await button(page).tap()
  for (const { id } of questions) {
    await isShown(page, id)
    await tap(page, id, choice)
  }
}

test('one question is in view, and a tap on an answer leads to the next, to the results in the end', async () => {
  await using visitor = await visit()
  const { page, problems } = visitor
  await start(page)
  const fits: boolean[] = []
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
      fits.push(await fitsTheView(page, id))
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${id}.png` })
      await tap(page, id, 'B')
    }
    expect(await button(page).innerText()).toBe(step === AREAS.length ? 'See my results' : 'Continue')
    await button(page).tap()
  }
  await page.waitForURL('**/assessment/results/*')
  expect(await page.locator('.gauge').getAttribute('aria-label')).toContain('Score 75')
  console.log(QUESTIONS.map(({ id }, i) => [id, fits[i]]).filter(([, f]) => !f))
  expect(fits.filter(Boolean).length / fits.length).toBeGreaterThanOrEqual(0.9)
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
    if (bottom!.bottom > bar.top) console.log(question, bottom!.bottom - bar.top)
    return parts.length === 6 && scrollY === 0 && top!.top >= 0 && bottom!.bottom <= bar.top && buttons
  }, id)
}
