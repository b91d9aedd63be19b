import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { launchBrowser, openContext } from '#dev/browser.ts'
import { PAGES } from '#tests/factories/pages.tsx'
import { lookAway } from './site.ts'
import { startPageServer, type PageServer, type Post } from './page-server.ts'

// The browser script against a server that misbehaves to order; the whole product is tested beside this.

export const STEP = '/first step'
type Options = BrowserContextOptions & { holdTimers?: boolean }

/** A browser of the test file's own. @returns what opens a page of {@link PAGES} in it, with the server that it posts to */
export function useScriptedPages() {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  /** @param options.holdTimers no timer of the page ever ends: a retry or a wait that must not come in between never does */
  return async function open(path: string, { holdTimers = false, ...options }: Options = {}) {
    const pages = Object.fromEntries(Object.entries(PAGES).map(([name, page]) => [`/${name}`, page]))
    const server = await startPageServer(pages)
    const context = await openContext(browser, { reducedMotion: 'reduce', ...options })
    const page = await context.newPage()
    if (holdTimers) {
      await page.clock.install({ time: 0 })
      await page.clock.pauseAt(1_000)
    }
    await page.goto(server.url + path)
    return { server, context, page, [Symbol.asyncDispose]: () => closeBoth(server, page) }
  }
}

async function closeBoth(server: PageServer, page: Page): Promise<void> {
  await page.context().close()
  await server.close()
}

export const status = (page: Page) => expect.poll(() => page.locator('[data-save-status]').innerText())
export const focused = (page: Page) => expect.poll(() => page.evaluate(() => document.activeElement?.id))
export const stored = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage }))
export const isSave = ({ path }: Post) => path.endsWith('/answers')
export const choose = (page: Page, id: string) => page.locator(`#${id}`).check()

/** Answers, and has the answer saved without waiting for others to go with it. */
export async function chooseAndSave(page: Page, id: string): Promise<void> {
  await choose(page, id)
  await lookAway(page)
}
