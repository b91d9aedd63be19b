import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useUpStarts } from '#tests/helpers/full-limits.ts'
import { type Site, answerStep, continueFrom, startQuiz, startSite, takeQuiz } from '#tests/helpers/site.ts'
import { toStep } from '#tests/helpers/tour-stops.ts'

const OFFICE = '203.0.113.77'

let site: Site

beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.close())

const focused = (page: Page) =>
  expect.poll(() => page.evaluate(() => document.activeElement?.id || document.activeElement?.className))

const errorOf = (page: Page, id: string) =>
  page.locator(`#${id}`).evaluate((field) => {
    const ids = field.getAttribute('aria-describedby')?.split(' ') ?? []
    const said = ids.map((name) => document.getElementById(name)?.textContent ?? 'missing').join(' ')
    return said.replaceAll('\u2060', '')
  })

/** Types into what has the focus, in the place of what stands there. */
async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(text)
}

test('a refused address: the summary has the focus, its link leads to the field, and once corrected one stands at the thanks', async () => {
  await using visit = await site.visit()
  const { page, problems } = visit
  await takeQuiz(page, 'C')
  await page.locator('#email').focus()
  await type(page, 'nobody')
  await page.keyboard.press('Enter')
  await focused(page).toBe('error-summary')
  expect(await page.title()).toMatch(/^Error: /)
  expect(await errorOf(page, 'email')).toContain('An e-mail address contains an @')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await focused(page).toBe('email')
  await type(page, 'somebody@example.com')
  await page.keyboard.press('Enter')
  await focused(page).toBe('next-steps')
  const steps = page.locator('#next-steps')
  const said = await steps.getAttribute('aria-describedby')
  expect(await page.locator(`#${said}`).innerText()).toBe('Thank you, your details are saved.')
  expect(await page.title()).not.toMatch(/^Error/)
  expect(await page.locator('.error-summary, [aria-invalid]').count()).toBe(0)
  expect(problems).toEqual([])
})

test('details without the tick: the summary leads to the box by keys, and with it to the thanks', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await takeQuiz(page, 'C')
  await page.locator('#email').fill('details@example.com')
  await page.locator('.contact-form .button-primary').click()
  await focused(page).toBe('next-steps')
  await page.locator('#lastName').focus()
  await type(page, 'King')
  await page.keyboard.press('Enter')
  await focused(page).toBe('error-summary')
  expect(await page.locator('#lastName').inputValue()).toBe('King')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await focused(page).toBe('consent')
  expect(await errorOf(page, 'consent')).toContain('Tick the box')
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await focused(page).toBe('next-steps')
})

test.for([1280, 390])(
  'on a step %s px wide a refused address is led to in its open box, and the link that was sent is what has the focus',
  async (width) => {
    await using visit = await site.visit({ viewport: { width, height: 664 } })
    const { page, problems } = visit
    await toStep(page, 2)
    await page.locator('.disclosure summary').focus()
    await page.keyboard.press('Enter')
    await page.locator('#email').focus()
    await type(page, 'nobody@')
    await page.locator('button[value=resume_link]').focus()
    await page.keyboard.press('Enter')
    await focused(page).toBe('error-summary')
    expect(await page.title()).toMatch(/^Error: /)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await focused(page).toBe('email')
    expect(await page.locator('#email').isVisible()).toBe(true)
    await type(page, 'later@example.com')
    await page.locator('button[value=resume_link]').focus()
    await page.keyboard.press('Enter')
    // Not with the fragment that the summary's link has left: it would take the focus from the notice.
    await page.waitForURL('**/assessment/step/2?link-sent')
    await focused(page).toMatch(/^notice /)
    expect(await page.locator('.error-summary, [aria-invalid]').count()).toBe(0)
    expect(problems).toEqual([])
  },
)

test('after a step with errors is completed the next one has its heading in focus, or the page itself', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await startQuiz(page)
  await page.locator('.step-form .button-primary').focus()
  await page.keyboard.press('Enter')
  await focused(page).toBe('error-summary')
  await answerStep(page, 1, 'B')
  await continueFrom(page, 1)
  expect(await page.locator('.error-summary').count()).toBe(0)
  expect(await page.title()).not.toMatch(/^Error/)
  expect(await page.evaluate(() => ['H1', 'BODY'].includes(document.activeElement!.tagName))).toBe(true)
})

test('a check that has to be done once more has the focus, and keys lead from it to the start', async () => {
  await using visit = await site.visit({ extraHTTPHeaders: { 'CF-Connecting-IP': OFFICE } })
  const { page } = visit
  await useUpStarts(site.worker.db, OFFICE)
  await page.goto('/')
  // As if the first answer had come too late.
  await page.route('**/assessment/start', async (route) => {
    const postData = (route.request().postData() ?? '').replace(/answer=\d+/, 'answer=1')
    await route.continue({ postData })
    if (postData.includes('answer=1')) await page.unroute('**/assessment/start')
  })
  await page.locator('#start button').focus()
  await page.keyboard.press('Enter')
  await page.getByText('Done. You can start now.').waitFor()
  await focused(page).toMatch(/^notice notice-warning/)
  expect(await page.title()).toMatch(/^Error: /)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/assessment/step/1')
})

test('a start that was held twice: the summary leads to the field, and emptied it starts', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await page.goto('/')
  await page.locator('#start-website').evaluate((field: HTMLInputElement) => (field.value = 'filled in'))
  await page.locator('#start button').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Please start once more' }).waitFor()
  await page.locator('#website').focus()
  await type(page, 'again')
  await page.keyboard.press('Enter')
  await focused(page).toBe('error-summary')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await focused(page).toBe('website')
  expect(await page.locator('#website').inputValue()).toBe('')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/assessment/step/1')
})
