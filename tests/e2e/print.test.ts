import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BRAND } from '#app/domain/brand/brand.ts'
import { QUICK_CHECK } from '#tests/factories/quiz.ts'
import { TOUR } from '#tests/helpers/page-tour.ts'
import { type Site, startSite } from '#tests/helpers/site.ts'

let site: Site

beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.close())

/** Once the sheets are there that a first page loads for it. */
async function print(page: Page): Promise<void> {
  const sheets = page.locator('head link[rel="stylesheet"]')
  const loaded = () =>
    sheets.evaluateAll((links: HTMLLinkElement[]) => links.map(({ sheet }) => sheet !== null))
  await expect.poll(async () => new Set(await loaded())).toEqual(new Set([true]))
  await page.emulateMedia({ media: 'print' })
}

/** What the rules say on paper. */
async function onPaper(page: Page, path: string, element: string, property: string): Promise<string> {
  await page.goto(path)
  await print(page)
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

/** Of the visible ones what a page may end behind or within, and where a grid holds them, which Chromium parts from what follows. */
const partedOnPaper = (page: Page) =>
  page.evaluate(() => {
    const seen = (selector: string) =>
      [...document.querySelectorAll(`main :is(${selector})`)].filter((element) => element.checkVisibility())
    const named = (element: Element) => `${element.className} ${element.textContent?.slice(0, 40)}`
    const inGrid = (element: Element): boolean => {
      const box = element.parentElement!
      if (box.matches('main')) return false
      return getComputedStyle(box).display === 'grid' || inGrid(box)
    }
    return [
      ...seen('h2, h3, summary').filter((element) => getComputedStyle(element).breakAfter !== 'avoid'),
      ...seen('tr, .recommendation, .effect, .what-if-score, .area-score-text, .report-steps li').filter(
        (element) =>
          getComputedStyle(element).breakInside !== 'avoid' &&
          !element.closest('.area-score:not(:has(.effects))'),
      ),
      ...seen('h2:not(:is(.results-head, .report-summary) h2)').filter(inGrid),
    ].map(named)
  })

test.each([
  'results with every detail',
  'results with fixes tried',
  'results after another time',
  'a report',
])(
  'of %s no heading stands alone at the end of a page, and nothing is cut that belongs together',
  async (name) => {
    await using visit = await site.visit()
    const { page } = visit
    await TOUR[name]!.go(page, site)
    await print(page)
    expect(await partedOnPaper(page)).toEqual([])
  },
)
