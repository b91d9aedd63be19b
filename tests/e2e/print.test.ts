import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BRAND } from '#app/domain/brand/brand.ts'
import { QUICK_CHECK } from '#tests/factories/quiz.ts'
import { type Site, startSite } from '#tests/helpers/site.ts'

let site: Site

beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.close())

/** What the rules say on paper, once the sheet is there that a first page loads for it. */
async function onPaper(page: Page, path: string, element: string, property: string): Promise<string> {
  await page.goto(path)
  const sheet = page.locator('head link[rel="stylesheet"]')
  await expect.poll(() => sheet.evaluate((link: HTMLLinkElement) => link.sheet !== null)).toBe(true)
  await page.emulateMedia({ media: 'print' })
  return page
    .locator(element)
    .first()
    .evaluate((found, name) => getComputedStyle(found).getPropertyValue(name), property)
}

test.each([true, false])(
  'a first page is printed with the colours of its scorecard (with script: %s)',
  async (javaScriptEnabled) => {
    await using visit = await site.visit({ javaScriptEnabled })
    const accent = (path: string) => onPaper(visit.page, path, 'html', '--accent')
    expect(await accent('/quick-check')).toBe(QUICK_CHECK.ownBrand!.colours!.light!.accent)
    expect(await accent('/')).toBe(BRAND.colours.light.accent)
  },
)
