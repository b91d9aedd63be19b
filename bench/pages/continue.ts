import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { launchBrowser, openContext } from '#dev/browser.ts'
import { localBindings, startBuiltWorker } from '#dev/worker/miniflare.ts'
import { AREAS } from '#tests/factories/quiz.ts'
import { builtWorker } from '#bench/built-worker.ts'
import { withBenchDatabase } from '#bench/database.ts'
import { type Figure, median } from '#bench/figure.ts'
import { isTouchable } from './touchable.ts'

const ROUNDS = 5
const SLOW_ROUNDS = 3
const PHONE = { viewport: { width: 390, height: 664 }, isMobile: true, hasTouch: true }
/** What the developer tools of Chromium call "Fast 4G": https://developer.chrome.com/docs/devtools/settings/throttling */
const FAST_4G = { offline: false, latency: 165, downloadThroughput: 1_012_500, uploadThroughput: 168_750 }
const SLOWER_CPU = 4
/** Without the check of what lies under the finger: it runs in the page, within the time that is measured. */
const BARE = { force: true }
/** From the last answer to the button, as a person takes it. */
const PAUSE_MS = 1_500

interface Round {
  continueMs: number[]
  backMs: number[]
  interactionMs: number[]
  saves: number
  requests: number
}

/** How long a press on Continue and on Back takes to the next paint, and what answering costs, in a real Chromium. */
export async function continueFigures(): Promise<Figure[]> {
  await builtWorker()
  return withBenchDatabase(async ({ url, gateway }) => {
    await using cleanup = new AsyncDisposableStack()
    const worker = await startBuiltWorker({ bindings: localBindings({ url, gateway: gateway.address }) })
    cleanup.defer(() => worker.miniflare.dispose())
    const browser = await launchBrowser()
    cleanup.defer(() => browser.close())
    const rounds: Round[] = []
    for (let round = 0; round < ROUNDS + SLOW_ROUNDS; round += 1) {
      const context = await openContext(browser, {
        ...PHONE,
        baseURL: worker.url.replace('127.0.0.1', 'localhost'),
      })
      rounds.push(await takeQuiz(context, round < ROUNDS ? 1 : SLOWER_CPU))
      await context.close()
    }
    const slow = rounds.splice(ROUNDS)
    const last = rounds.at(-1)!
    // Of so few presses the slowest counts: https://web.dev/articles/inp
    const slowest = slow.map(({ interactionMs }) => Math.max(0, ...interactionMs))
    return [
      figure('continue_to_paint_ms_fast_4g', median(rounds.flatMap(({ continueMs }) => continueMs)), 120),
      figure('back_to_paint_ms_fast_4g', median(rounds.flatMap(({ backMs }) => backMs)), 60),
      figure('inp_ms_cpu_4_times_slower', median(slowest), 50),
      { name: 'saves_a_quiz', value: last.saves, unit: 'posts', limit: 6 },
      { name: 'requests_a_quiz', value: last.requests, unit: 'requests', limit: 24 },
    ]
  })
}

function figure(name: string, value: number, limit: number): Figure {
  return { name, value, unit: 'ms', limit }
}

async function takeQuiz(context: BrowserContext, cpuRate: number): Promise<Round> {
  const page = await context.newPage()
  const round: Round = { continueMs: [], backMs: [], interactionMs: [], saves: 0, requests: 0 }
  page.on('request', (request) => {
    round.requests += 1
    if (request.url().endsWith('/answers')) round.saves += 1
  })
  // tsx names functions through a helper of its own, which a page does not have.
  await page.addInitScript('globalThis.__name = (named) => named')
  await page.addInitScript(watchPaints)
  await throttle(await context.newCDPSession(page), cpuRate)
  await page.goto('/')
  await page.locator('#start button').tap()
  for (const { step, questions } of AREAS) {
    await page.waitForURL(`**/assessment/step/${step}`)
    await page.locator('.step[data-flow]').waitFor()
    if (step > 1) await page.locator('[data-continue]').tap(BARE)
    for (const { id } of questions) {
      await page.locator(`#${id}[data-current]`).waitFor()
      await page.waitForFunction(isTouchable, `${id}-C`)
      await page.locator(`#${id}-C`).tap(BARE)
    }
    await page.waitForTimeout(PAUSE_MS)
    if (step === AREAS.length) continue
    round.continueMs.push(await pressToPaint(page, '[data-continue]'))
    round.backMs.push(await pressToPaint(page, '[data-back]'))
    await page.waitForTimeout(PAUSE_MS)
    round.continueMs.push(await pressToPaint(page, '[data-continue]'))
  }
  round.interactionMs = await page.evaluate(() => Reflect.get(window, 'interactions') as number[])
  await page.locator('[data-continue]').tap()
  await page.waitForURL('**/assessment/results/*')
  return round
}

async function throttle(session: CDPSession, rate: number): Promise<void> {
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', FAST_4G)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}

/** @returns milliseconds from the press to the first paint that shows another step, in this document or a new one */
async function pressToPaint(page: Page, selector: string): Promise<number> {
  await page.evaluate(() => sessionStorage.removeItem('bench:shown'))
  await page.locator(selector).tap(BARE)
  const took = await page.waitForFunction(() => {
    const [pressed, shown] = ['bench:pressed', 'bench:shown'].map((name) => sessionStorage.getItem(name))
    return shown && Number(shown) - Number(pressed)
  })
  return Number(await took.jsonValue())
}

/** Runs in the page: notes when a button was pressed, and when what it leads to was painted. */
function watchPaints(): void {
  const note = (name: string, time: number) =>
    sessionStorage.setItem(`bench:${name}`, String(performance.timeOrigin + time))
  addEventListener('pointerdown', (event) => note('pressed', event.timeStamp), { capture: true })
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries())
      if (name === 'first-contentful-paint') note('shown', startTime)
  }).observe({ type: 'paint', buffered: true })
  const interactions: number[] = []
  Object.assign(window, { interactions })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if ((entry as PerformanceEventTiming & { interactionId?: number }).interactionId)
        interactions.push(entry.duration)
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
  addEventListener('DOMContentLoaded', () => {
    const painted = () => requestAnimationFrame(() => setTimeout(() => note('shown', performance.now())))
    new MutationObserver(painted).observe(document.body, { childList: true })
  })
}
