import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Site, answerStep, startQuiz, startSite } from '#tests/helpers/site.ts'

let site: Site

beforeAll(async () => {
  // Playwright turns the back/forward cache off.
  site = await startSite({}, { ignoreDefaultArgs: ['--disable-back-forward-cache'] })
})
afterAll(() => site.close())

test('going back to a page that holds nothing of anybody shows it at once, without what was typed into it', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await page.goto('/privacy')
  await page.evaluate(() => {
    addEventListener(
      'pageshow',
      ({ persisted }) => (document.documentElement.dataset.kept = String(persisted)),
    )
  })
  await page.locator('#email').fill('ada@example.com')
  await page.locator('.brand').click()
  await page.waitForURL('**/')
  await page.goBack()
  await page.waitForURL('**/privacy')
  expect(await page.locator('html').getAttribute('data-kept')).toBe('true')
  expect(await page.locator('#email').inputValue()).toBe('')
})

test('behind a kept start page is the assessment that has begun since', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await startQuiz(page)
  await answerStep(page, 1, 'B')
  await page.goBack()
  await page.locator('.hero-resume a').waitFor()
  expect(await page.locator('#start button').count()).toBe(0)
})

test('a step is never kept: going back asks the server for it', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await startQuiz(page)
  await page.evaluate(() => (document.documentElement.dataset.left = 'yes'))
  await page.locator('.site-footer a[href="/privacy"]').click()
  await page.waitForURL('**/privacy')
  await page.goBack()
  await page.waitForURL('**/assessment/step/1')
  expect(await page.locator('html').getAttribute('data-left')).toBeNull()
})
