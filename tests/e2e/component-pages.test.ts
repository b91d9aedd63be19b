import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '#tests/helpers/browser.ts'
import { startPageServer, type PageServer } from '#tests/helpers/page-server.ts'
import { PAGES } from '#tests/factories/pages.tsx'

// Every page in every state, also those that are hard to bring about in the running product.

let browser: Browser
let server: PageServer

beforeAll(async () => {
  browser = await launchBrowser()
  server = await startPageServer(
    Object.fromEntries(Object.entries(PAGES).map(([name, page]) => [`/${name}`, page])),
  )
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

const LOOKS = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 320 },
] as const
// The error pages differ in their words only.
const NAMES = Object.keys(PAGES).filter((name) => !/^error (?!429)/.test(name))

test.each(
  NAMES.flatMap((name) => LOOKS.map(({ colorScheme, width }) => [name, colorScheme, width] as const)),
)('%s has no accessibility fault and fits the screen (%s, %d px)', async (name, colorScheme, width) => {
  const context = await browser.newContext({
    colorScheme,
    viewport: { width, height: 720 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(error.message))
  await page.goto(`${server.url}/${name}`)
  const { violations } = await new AxeBuilder({ page }).analyze()
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  await context.close()
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.target)])).toEqual([])
  expect(overflow).toBeLessThanOrEqual(0)
  expect(problems).toEqual([])
})
