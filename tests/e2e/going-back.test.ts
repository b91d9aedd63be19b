import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Site, answerStep, startQuiz, startSite } from '#tests/helpers/site.ts'

let site: Site

beforeAll(async () => {
  // Playwright turns the back/forward cache off.
  site = await startSite({}, { ignoreDefaultArgs: ['--disable-back-forward-cache'] })
})
afterAll(() => site.close())

/** What a Chromium without windows and tabs says of every page: it has no back/forward cache at all. */
const OF_THE_BROWSER = ['BackForwardCacheDisabledForDelegate', 'BrowsingInstanceNotSwapped']

interface NotUsed {
  notRestoredExplanations: { reason: string }[]
}

/** Goes back, and says why the browser had not kept the page that it came to. */
async function goBack(page: Page): Promise<string[]> {
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('Page.enable')
  const told = new Promise<NotUsed>((resolve) => session.once('Page.backForwardCacheNotUsed', resolve))
  await page.goBack()
  const { notRestoredExplanations } = await told
  return notRestoredExplanations
    .map(({ reason }) => reason)
    .filter((reason) => !OF_THE_BROWSER.includes(reason))
}

test('of a page that holds nothing of anybody there is nothing to keep a browser from bringing it back, without what was typed into it', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await page.goto('/privacy')
  await page.locator('#email').fill('ada@example.com')
  await page.locator('.brand').click()
  await page.waitForURL('**/')
  expect(await goBack(page)).toEqual([])
  await page.waitForURL('**/privacy')
  expect(await page.locator('#email').inputValue()).toBe('')
  await page.goto('/')
  await page.goto('/privacy')
  expect(await goBack(page)).toEqual([])
})

test('the start page that a browser has already is not sent again, and runs under the policy that came with it', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const refused: string[] = []
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))
  const statuses: number[] = []
  const session: CDPSession = await page.context().newCDPSession(page)
  session.on('Network.responseReceivedExtraInfo', ({ statusCode }) => void statuses.push(statusCode))
  await session.send('Network.enable')
  await page.goto('/')
  await page.locator('script[src*="/quiz-"]').waitFor({ state: 'attached' })
  expect(statuses).not.toContain(304)
  await page.goto('/')
  expect(statuses).toContain(304)
  const header = page.locator('.site-header')
  expect(await header.evaluate((element) => getComputedStyle(element).borderBottomStyle)).toBe('solid')
  await page.locator('script[src*="/quiz-"]').waitFor({ state: 'attached' })
  expect(refused).toEqual([])
})

test('a browser that tells of no paint, as one that hides its times from pages, gets the script once all the same', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await page.addInitScript(() => void (PerformanceObserver.prototype.observe = () => undefined))
  await page.goto('/')
  await page.locator('script[src*="/quiz-"]').waitFor({ state: 'attached' })
  expect(await page.locator('script[src*="/quiz-"]').count()).toBe(1)
})

test.for([true, false])(
  'going back to the start page shows the assessment that has begun since (with a script: %s)',
  async (javaScriptEnabled) => {
    await using visit = await site.visit({ javaScriptEnabled })
    const { page } = visit
    await startQuiz(page)
    await answerStep(page, 1, 'B')
    await page.goBack()
    await page.getByRole('link', { name: /^Continue/ }).waitFor()
    expect(await page.locator('#start button').count()).toBe(0)
  },
)
