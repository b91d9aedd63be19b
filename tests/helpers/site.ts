import type { Browser, BrowserContext, BrowserContextOptions, LaunchOptions, Page } from 'playwright-core'
import { CONTACT_FIELDS, type ContactStage, fieldsOfStage } from '#app/domain/lead/contact.ts'
import { type Choice } from '#app/domain/quiz/quiz.ts'
import { QUIZ } from '#tests/factories/quiz.ts'
import { launchBrowser, openContext } from '#dev/browser.ts'
import type { WorkerBundle } from '#dev/worker/esbuild-bundle.ts'
import { fromNetwork } from './visitor.ts'
import { type TestWorker, startTestWorker } from './worker.ts'

/** The built Worker in front of a real browser. */
export interface Site {
  worker: TestWorker
  browser: Browser
  /** By name, since `Secure` cookies need HTTPS or localhost. */
  url: string
  /** A browser profile of its own, from a network of its own, with one page. */
  visit(options?: BrowserContextOptions): Promise<Visit>
  close(): Promise<void>
}

export interface Visit {
  context: BrowserContext
  page: Page
  /** Errors on the console, violations of the content security policy, requests to other machines. */
  problems: string[]
  [Symbol.asyncDispose](): Promise<void>
}

export async function startSite(
  vars: Record<string, string | undefined> = {},
  launch: LaunchOptions = {},
  bundle?: WorkerBundle,
): Promise<Site> {
  const [worker, browser] = await Promise.all([
    startTestWorker(vars, undefined, bundle),
    launchBrowser(launch),
  ])
  const url = worker.url.replace('127.0.0.1', 'localhost')
  let visits = 0
  return {
    worker,
    browser,
    url,
    async visit(options = {}) {
      visits += 1
      const context = await openContext(browser, {
        baseURL: url,
        reducedMotion: 'reduce',
        extraHTTPHeaders: fromNetwork(visits),
        ...options,
      })
      const problems: string[] = []
      watch(context, problems)
      const page = await context.newPage()
      return { context, page, problems, [Symbol.asyncDispose]: () => context.close() }
    },
    async close() {
      await browser.close()
      await worker.close()
    },
  }
}

function watch(context: BrowserContext, problems: string[]): void {
  context.on('console', (message) => {
    // Chromium notes every answer above 399 here, the ones that a test brings about included.
    const expected = /^Failed to load resource: (the server responded|net::ERR_INTERNET_DISCONNECTED)/
    if (message.type() === 'error' && !expected.test(message.text())) problems.push(message.text())
  })
  context.on('weberror', (error) => problems.push(error.error().message))
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (/^(https?|wss?):$/.test(protocol) && !/(?:^|\.)localhost$/.test(hostname))
      problems.push(request.url())
  })
}

/** Opens the landing page and starts an assessment with its button. */
export async function startQuiz(page: Page): Promise<void> {
  await page.goto('/')
  await page.locator('#start button').click()
  await page.waitForURL('**/assessment/step/1')
}

/** Answers every question of a step with the mouse. */
export async function answerStep(page: Page, step: number, choice: Choice): Promise<void> {
  for (const { id } of QUIZ.areas[step - 1]!.questions) await page.locator(`#${id}-${choice}`).check()
}

/** Presses the button that leaves a step, and waits for the page behind it. */
export async function continueFrom(page: Page, step: number): Promise<void> {
  await page.locator('.step-form .button-primary').click()
  const next = step < QUIZ.areas.length ? `/assessment/step/${step + 1}` : '/assessment/results/'
  // By its path: a fragment, as the error summary's links leave one, lives on through the form and its redirect.
  await page.waitForURL(({ pathname }) => pathname.includes(next))
}

/** The tab goes to the back for a moment, as when another one is looked at: what is unsaved goes at once. */
export async function lookAway(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const state of ['hidden', 'visible']) {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }
  })
}

/** From the landing page to the results, with the same choice throughout. @returns the id of the assessment */
export async function takeQuiz(page: Page, choice: Choice): Promise<string> {
  await startQuiz(page)
  return answerFrom(page, choice)
}

/** From the first step to the results, with the same choice throughout. @returns the id of the assessment */
export async function answerFrom(page: Page, choice: Choice): Promise<string> {
  await page.waitForURL('**/assessment/step/1')
  for (const { step } of QUIZ.areas) {
    await answerStep(page, step, choice)
    await continueFrom(page, step)
  }
  return new URL(page.url()).pathname.split('/').at(-1)!
}

/** Fills in the fields that the results page asks for at a stage. */
export async function fillContact(page: Page, stage: ContactStage): Promise<void> {
  for (const field of fieldsOfStage(stage)) {
    await page.locator(`#${field}`).fill(CONTACT_FIELDS[field].example)
  }
}
