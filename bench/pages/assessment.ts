import type { Page } from 'playwright-core'
import { AREAS, type Choice } from '#app/domain/quiz/quiz.ts'
import { openContext } from '#dev/browser.ts'
import { answerStep, continueFrom, takeQuiz } from '#tests/helpers/site.ts'
import type { Figure } from '#bench/figure.ts'
import { countTraffic } from './wire.ts'
import type { PagesSite } from './pages-site.ts'

const KIB = 1024
const PHONE = { width: 390, height: 664 }

/** What a whole assessment takes from the network at first and once more in the same browser, and its first two pages alone. */
export async function wireFigures({ browser, url }: PagesSite): Promise<Figure[]> {
  const context = await openContext(browser, { baseURL: url, viewport: PHONE })
  const page = await context.newPage()
  const traffic = await countTraffic(await context.newCDPSession(page))
  await page.goto('/', { waitUntil: 'networkidle' })
  await page.locator('#start button').click()
  await page.waitForURL('**/assessment/step/1', { waitUntil: 'networkidle' })
  const opening = traffic()
  for (const { step } of AREAS) {
    await answerStep(page, step, 'C')
    await continueFrom(page, step)
  }
  await page.waitForLoadState('networkidle')
  const first = traffic()
  // Who has a result finds it on the landing page, and starts anew from there.
  await context.clearCookies()
  await takeQuiz(page, 'B')
  await page.waitForLoadState('networkidle')
  const both = traffic()
  await context.close()
  return [
    { name: 'pages_opening_wire_kib', value: opening.bytes / KIB, unit: 'KiB', limit: 16 },
    { name: 'pages_assessment_wire_kib', value: first.bytes / KIB, unit: 'KiB', limit: 30 },
    { name: 'pages_assessment_requests', value: first.requests, unit: 'requests', limit: 24 },
    {
      name: 'pages_assessment_again_wire_kib',
      value: (both.bytes - first.bytes) / KIB,
      unit: 'KiB',
      limit: 20,
    },
    { name: 'pages_assessment_again_requests', value: both.requests - first.requests, unit: 'requests' },
  ]
}

const SLOWER = 4

/** How long a choice keeps a slow phone busy, and how many questions are answered without scrolling. */
export async function touchFigures({ browser, url }: PagesSite): Promise<Figure[]> {
  const context = await openContext(browser, {
    baseURL: url,
    viewport: PHONE,
    hasTouch: true,
    isMobile: true,
  })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  // The bench's loader names functions by a helper of its own.
  await page.addInitScript('globalThis.__name = (named) => named')
  await page.addInitScript(watchInteractions)
  await page.goto('/')
  await page.locator('#start button').tap()
  const durations: number[] = []
  let whole = 0
  let questions = 0
  for (const { step, questions: asked } of AREAS) {
    await page.waitForURL(`**/assessment/step/${step}`)
    for (const { id } of asked) {
      questions += 1
      if (await isWhole(page, id)) whole += 1
      await tapChoice(page, id, 'C')
    }
    durations.push(
      ...(await page.evaluate(() => (globalThis as never as { interactions: number[] }).interactions)),
    )
    await continueFrom(page, step)
  }
  await context.close()
  return [
    { name: 'pages_choice_inp_ms_slow_cpu', value: Math.max(...durations), unit: 'ms', limit: 50 },
    { name: 'pages_questions_without_scrolling', value: whole / questions, unit: 'ratio', atLeast: 0.9 },
  ]
}

async function tapChoice(page: Page, id: string, choice: Choice): Promise<void> {
  await page.locator(`#${id}-${choice}`).tap()
  await page.locator(`#${id}-${choice}:checked`).waitFor({ state: 'attached' })
  await page.evaluate(settled)
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

function watchInteractions(): void {
  const durations: number[] = []
  Object.assign(globalThis, { interactions: durations })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceEventTiming[])
      if ((entry as PerformanceEventTiming & { interactionId: number }).interactionId > 0)
        durations.push(entry.duration)
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
}
