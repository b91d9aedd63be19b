import type { Browser, Page } from 'playwright-core'
import { AREAS } from '#tests/factories/quiz.ts'
import { openContext } from '#dev/browser.ts'
import { type Figure, median } from '#bench/figure.ts'
import { isTouchable } from './touchable.ts'
import { startEdge } from './edge.ts'
import { type Traffic, countTraffic } from './wire.ts'
import type { PagesSite } from './pages-site.ts'

const KIB = 1024
const PHONE = { width: 390, height: 664 }

const TOUCH = { viewport: PHONE, hasTouch: true, isMobile: true }

interface Wire {
  opening: Traffic
  first: Traffic
  again: Traffic
}

/**
 * What a whole assessment takes from the network at first and once more in the same browser, and its first two pages alone:
 * as Cloudflare sends it to browsers, and by HTTP/1.1 as the local runtime does.
 */
export async function wireFigures(site: PagesSite): Promise<Figure[]> {
  await using edge = await startEdge(site.url.replace('localhost', '127.0.0.1'))
  const { opening, first, again } = await takeOnTheWire(site.browser, edge.url)
  const plain = await takeOnTheWire(site.browser, site.url)
  const kib = (name: string, { bytes }: Traffic, limit?: number): Figure => ({
    name,
    value: bytes / KIB,
    unit: 'KiB',
    ...(limit !== undefined && { limit }),
  })
  return [
    kib('pages_opening_wire_kib', opening, 16),
    kib('pages_opening_wire_kib_http1', plain.opening),
    kib('pages_assessment_wire_kib', first, 30),
    kib('pages_assessment_wire_kib_http1', plain.first),
    { name: 'pages_assessment_requests', value: first.requests, unit: 'requests', limit: 24 },
    kib('pages_assessment_again_wire_kib', again, 20),
    kib('pages_assessment_again_wire_kib_http1', plain.again),
    { name: 'pages_assessment_again_requests', value: again.requests, unit: 'requests' },
  ]
}

async function takeOnTheWire(browser: Browser, url: string): Promise<Wire> {
  const context = await openContext(browser, { baseURL: url, ...TOUCH })
  const page = await context.newPage()
  const traffic = await countTraffic(await context.newCDPSession(page))
  await begin(page)
  await page.waitForLoadState('networkidle')
  const opening = traffic()
  await answerAll(page)
  const first = traffic()
  // Who has a result is led there from the landing page.
  await context.clearCookies()
  await begin(page)
  await answerAll(page)
  const both = traffic()
  await context.close()
  const again = { bytes: both.bytes - first.bytes, requests: both.requests - first.requests }
  return { opening, first, again }
}

const SLOWER = 4
const TURNS = 3
/** Longer than the quiz takes to the next question. */
const PAUSE_MS = 300

/**
 * How long a choice keeps a slow phone busy, beside one on a page with nothing but its sixteen, and how many questions are
 * answered without scrolling.
 */
export async function touchFigures(site: PagesSite): Promise<Figure[]> {
  const own: number[] = []
  const plain: number[] = []
  const whole: boolean[] = []
  for (let turn = 0; turn < TURNS; turn += 1) {
    const takeAssessment = async (page: Page) => {
      await begin(page)
      await answerAll(page, async (id) => void whole.push(await isWhole(page, id)))
    }
    own.push(await slowestChoice(site, takeAssessment))
    plain.push(await slowestChoice(site, tapPlainChoices))
  }
  return [
    { name: 'pages_choice_inp_ms_slow_cpu', value: median(own), unit: 'ms', limit: 50 },
    { name: 'pages_plain_choice_inp_ms_slow_cpu', value: median(plain), unit: 'ms' },
    {
      name: 'pages_questions_without_scrolling',
      value: whole.filter(Boolean).length / whole.length,
      unit: 'ratio',
      atLeast: 0.9,
    },
  ]
}

async function slowestChoice(
  { browser, url }: PagesSite,
  tapChoices: (page: Page) => Promise<void>,
): Promise<number> {
  const context = await openContext(browser, { baseURL: url, ...TOUCH })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  // The bench's loader names functions by a helper of its own.
  await page.addInitScript('globalThis.__name = (named) => named')
  const durations: number[] = []
  await page.exposeFunction('noteChoice', (ms: number) => void durations.push(ms))
  await page.addInitScript(watchChoices)
  await tapChoices(page)
  await context.close()
  return Math.max(0, ...durations)
}

async function tapPlainChoices(page: Page): Promise<void> {
  const ids = AREAS.flatMap(({ questions }) => questions.map(({ id }) => id))
  const choices = ids.map((id) => `<p class="choice"><label><input type="radio" id="${id}">${id}</label>`)
  await page.goto(`data:text/html,<!doctype html>${choices.join('')}`)
  for (const id of ids) {
    await page.locator(`#${id}`).tap(BARE)
    await page.waitForTimeout(PAUSE_MS)
  }
}

async function begin(page: Page): Promise<void> {
  await page.goto('/', { waitUntil: 'networkidle' })
  await page.locator('#start button').tap()
  await page.waitForURL('**/assessment/step/1')
  await page.locator('.step[data-flow]').waitFor()
}

/** Without the check of what lies under the finger: it runs in the page, within the time that is measured. */
const BARE = { force: true }

/** As a thumb does it, from the first question to the results. */
async function answerAll(page: Page, look: (id: string) => Promise<void> = async () => {}): Promise<void> {
  const onward = page.locator('[data-continue]')
  for (const { step, questions } of AREAS) {
    await page.waitForURL(`**/assessment/step/${step}`)
    if (step > 1) {
      await page.locator('.area-verdict').waitFor()
      await onward.tap(BARE)
    }
    for (const { id } of questions) {
      await page.locator(`#${id}`).waitFor()
      await look(id)
      await page.waitForFunction(isTouchable, `${id}-C`)
      await page.locator(`#${id}-C`).tap(BARE)
    }
    // A thumb comes later than the save, which a busy machine does not: pressed before it, the form is sent besides.
    if (step < AREAS.length) await page.locator('form[data-next]').waitFor()
    await onward.tap(BARE)
  }
  await page.waitForURL('**/assessment/results/*', { waitUntil: 'networkidle' })
}

/** Whether a question and each of its choices are in sight, and nothing lies over them, where the page has come to rest. */
async function isWhole(page: Page, id: string): Promise<boolean> {
  await page.evaluate(settled)
  return page.evaluate((question) => {
    const fieldset = document.getElementById(`${question}-A`)?.closest('fieldset')
    if (!fieldset) throw new Error(`The page has no question ${question}.`)
    const parts = [fieldset.querySelector('legend')!, ...fieldset.querySelectorAll('label')]
    return parts.every((part) => {
      const { left, top, bottom } = part.getBoundingClientRect()
      const seen = [top + 2, bottom - 2].map((y) => document.elementFromPoint(left + 8, y))
      return seen.every((element) => element !== null && fieldset.contains(element))
    })
  }, id)
}

/** Two frames at the same place. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    let still = 0
    let before = NaN
    const look = () => {
      still = scrollY === before ? still + 1 : 0
      before = scrollY
      if (still > 12) resolve()
      else requestAnimationFrame(look)
    }
    look()
  })
}

/** Tells of each choice how long it took from the touch to the paint after it; what took less than 16 ms is told by no browser. */
function watchChoices(): void {
  const { noteChoice } = globalThis as never as { noteChoice: (ms: number) => void }
  new PerformanceObserver((list) => {
    for (const { duration, target } of list.getEntries() as PerformanceEventTiming[])
      if (target instanceof Element && target.closest('.choice')) noteChoice(duration)
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
}
