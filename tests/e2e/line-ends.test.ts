import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AFTER_LETTERS, brokenWords } from '#tests/helpers/broken-words.ts'
import { type Site, answerFrom, answerStep, continueFrom, startSite } from '#tests/helpers/site.ts'

let site: Site

beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.close())

const begin = async (page: Page) => {
  await page.goto('/de')
  await page.locator('#start button').click()
  await page.waitForURL('**/assessment/step/1')
}
const toResults = async (page: Page) => {
  await begin(page)
  await answerFrom(page, 'C')
}

const PAGES: Record<string, (page: Page) => Promise<unknown>> = {
  'the start page': (page) => page.goto('/de'),
  'a step': async (page) => {
    await begin(page)
    await answerStep(page, 1, 'C')
    await continueFrom(page, 1)
    await answerStep(page, 2, 'B')
  },
  results: toResults,
  'results beside those of another time': async (page) => {
    await toResults(page)
    await page.locator('#start-again button').click()
    await answerFrom(page, 'B')
  },
  'a report': async (page) => {
    await toResults(page)
    await page.goto(`${page.url()}/report`)
  },
  privacy: (page) => page.goto('/de/privacy'),
}

test.each(Object.entries(PAGES))(
  'on a phone no line of %s in German ends in the midst of a word, or after its first letters',
  async (_, go) => {
    await using visit = await site.visit()
    const { page } = visit
    await go(page)
    for (const width of [320, 390]) {
      await page.setViewportSize({ width, height: 664 })
      expect(await brokenWords(page, AFTER_LETTERS)).toEqual([])
    }
  },
)
