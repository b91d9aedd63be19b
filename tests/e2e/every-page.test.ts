import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { alfaFaults } from '#tests/helpers/alfa.ts'
import { rulesNotInlined } from '#tests/helpers/inlined-styles.ts'
import { TOUR } from '#tests/helpers/page-tour.ts'
import { type Site, startSite } from '#tests/helpers/site.ts'

let site: Site

beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.close())

const LOOKS = [
  { width: 360, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 320, colorScheme: 'light' },
  { width: 390, colorScheme: 'light', forcedColors: 'active' },
] as const
const HEIGHT = 800
const NARROWEST = 320
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

async function accessibilityFaults(page: Page): Promise<unknown[]> {
  const faults: unknown[] = []
  for (const { width, ...media } of LOOKS) {
    const { colorScheme } = media
    await page.setViewportSize({ width, height: HEIGHT })
    await page.emulateMedia({ forcedColors: 'none', ...media })
    // The scheme changes colours and nothing else.
    const axe = new AxeBuilder({ page }).setLegacyMode()
    const { violations } = await (
      colorScheme === 'light' ? axe.withTags(TAGS) : axe.withRules(COLOUR_RULES)
    ).analyze()
    for (const { id, nodes } of violations)
      faults.push({ id, width, ...media, targets: nodes.map(({ target }) => target) })
  }
  return faults
}

async function overflow(page: Page): Promise<number> {
  await page.setViewportSize({ width: NARROWEST, height: HEIGHT })
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

test.each(Object.entries(TOUR))(
  '%s: accessible in every look, fits a narrow screen, one script, quiet console',
  async (_, { status, go }) => {
    await using visit = await site.visit()
    const { page, problems } = visit
    const statuses: number[] = []
    page.on('response', (response) => {
      if (response.request().isNavigationRequest()) statuses.push(response.status())
    })
    await go(page, site)
    expect(statuses.at(-1)).toBe(status)

    // Of the whole framework nothing may reach the browser: one script of ours, and on a first page what loads it after the paint.
    expect(await page.locator('script:not([src])').count()).toBeLessThanOrEqual(1)
    const scripts = page.locator('script[src]')
    await scripts.waitFor({ state: 'attached' })
    expect(await scripts.count()).toBe(1)
    expect(await scripts.getAttribute('src')).toMatch(/^\/assets\/(?:quiz|challenge)-[\w-]+\.js$/)
    expect(await scripts.evaluate(({ nonce }) => nonce)).not.toBe('')
    expect(await page.locator('link[rel=modulepreload]').count()).toBe(0)

    expect(await rulesNotInlined(page)).toEqual([])
    expect(await accessibilityFaults(page)).toEqual([])
    await page.emulateMedia({ forcedColors: 'none' })
    expect(await alfaFaults(page)).toEqual([])
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    expect(problems).toEqual([])
  },
)
