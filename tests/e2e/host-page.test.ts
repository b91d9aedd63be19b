import type { BrowserContextOptions, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEFAULT_MOUNT } from '#app/domain/visit/mount.ts'
import { embedSnippet } from '#app/domain/visit/embed-snippet.ts'
import { QUIZ } from '#tests/factories/quiz.ts'
import { type HostPage, frameOf, startHostPage } from '#tests/helpers/host-page.ts'
import { type Site, type Visit, startSite } from '#tests/helpers/site.ts'

// What public/embed.js does to a page of another site: nothing that anybody sees move, and nothing that anybody else tells it.

const WINDOW = { width: 800, height: 600 }

let site: Site
let host: HostPage
let stranger: HostPage

beforeAll(async () => {
  ;[host, stranger] = await Promise.all([startHostPage(), startHostPage('stranger')])
  site = await startSite({ EMBED_ORIGINS: host.url, STARTS_PER_NETWORK_PER_HOUR: '1000' })
})
afterAll(async () => {
  await site.close()
  await Promise.all([host, stranger].map((page) => page[Symbol.asyncDispose]()))
})

interface Embedding extends BrowserContextOptions {
  above?: string
  below?: string
  viewport?: typeof WINDOW
}

/** A host page with the snippet. Each of its layout shifts is kept, those after a click as well. */
async function embedded({ above = '', below = '', viewport = WINDOW, ...options }: Embedding = {}): Promise<
  Visit & { frame: Frame }
> {
  const { language, scorecard } = DEFAULT_MOUNT
  host.show(above + embedSnippet({ site: site.url, language, scorecard, title: 'Scorecard' }) + below)
  const visit = await site.visit({ extraHTTPHeaders: {}, viewport, ...options })
  const { page } = visit
  await page.addInitScript(() => {
    const seen = window as typeof window & { shifts?: number[] }
    seen.shifts = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
        seen.shifts!.push(entry.value)
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(`${host.url}/campaign`)
  const frame = await frameOf(page)
  await frame.locator('#start button').waitFor()
  return { ...visit, frame }
}

/** All until now: what has just moved is told after it was painted. */
const shiftsOf = (page: Page) =>
  page.evaluate(async () => {
    const painted = () => new Promise((resolve) => requestAnimationFrame(resolve))
    for (let paints = 0; paints < 3; paints++) await painted()
    return (window as typeof window & { shifts?: number[] }).shifts
  })
const heightOf = (page: Page) =>
  page
    .locator('iframe')
    .first()
    .evaluate((box) => box.clientHeight)
const heightIn = (frame: Frame) =>
  frame.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height))
const scroll = (page: Page, y: number) => page.evaluate((to) => scrollTo(0, to), y)

const message = (height: unknown, other = {}) => ({ type: 'scorecard', version: 1, height, ...other })
/** What a window says to the one around it, as any script in it could. */
const say = (from: Frame, data: unknown) => from.evaluate((said) => parent.postMessage(said, '*'), data)

test('the frame is as high as its page at every step, and nothing on the host moves', async () => {
  await using visit = await embedded()
  const { page, frame } = visit
  const isFitted = () =>
    expect.poll(async () => (await heightOf(page)) - Math.max(await heightIn(frame), WINDOW.height)).toBe(0)
  await isFitted()
  await frame.locator('#start button').click()
  for (const { step, questions } of QUIZ.areas) {
    await frame.locator(`form[data-step="${step}"]`).waitFor()
    await isFitted()
    // Somebody reads on below the beginning, and finds the next step at its beginning.
    await scroll(page, 300)
    for (const { id } of questions) await frame.locator(`#${id}-C`).check()
    await frame.locator('.step-form .button-primary').click()
  }
  await frame.locator('.gauge').waitFor()
  await isFitted()
  expect(await shiftsOf(page)).toEqual([])
  expect(visit.problems).toEqual([])
})

test('what grows to its page is not also moved into it, and the first step counts nothing that it cannot know', async () => {
  await using visit = await embedded({ reducedMotion: 'no-preference' })
  const { frame } = visit
  await frame.locator('#start button').click()
  for (const { step, questions } of QUIZ.areas.slice(0, 3)) {
    await frame.locator(`form[data-step="${step}"]`).waitFor()
    for (const { id } of questions) await frame.locator(`#${id}-C`).check()
    const counted = frame.locator('[data-answered]')
    if (step === 1) expect(await counted.count()).toBe(0)
    else await expect.poll(() => counted.textContent()).toBe(String(questions.length))
    await frame.locator('.step-form .button-primary').click()
  }
  await frame.locator('form[data-step="4"]').waitFor()
  expect(visit.problems).toEqual([])
})

test('on a phone the focus brings the button of a step into sight', async () => {
  const height = 664
  await using visit = await embedded({ viewport: { width: 390, height } })
  const { page, frame } = visit
  await frame.locator('#start button').click()
  for (const step of [1, 2]) {
    const form = frame.locator(`form[data-step="${step}"]`)
    await form.waitFor()
    if (step === 1) for (const { id } of QUIZ.areas[0]!.questions) await frame.locator(`#${id}-C`).check()
    const next = form.locator('.button-primary')
    await next.focus()
    await expect.poll(async () => ((await next.boundingBox())?.y ?? height) < height).toBe(true)
    await page.keyboard.press('Enter')
  }
  expect(visit.problems).toEqual([])
})

test('a frame that nobody has scrolled to yet has its height before it is seen', async () => {
  await using visit = await embedded({ above: `<p style="height: ${WINDOW.height + 200}px">Above</p>` })
  const { page, frame } = visit
  await expect.poll(async () => (await heightOf(page)) - (await heightIn(frame))).toBe(0)
  expect(await page.evaluate(() => scrollY)).toBe(0)
})

test('a height that would be seen waits until its end is out of sight', async () => {
  await using visit = await embedded({ below: '<p style="height: 300px">Below</p>' })
  const { page, frame } = visit
  await scroll(page, 100_000)
  const before = await heightOf(page)
  const bottom = () => page.locator('iframe').evaluate((box) => box.getBoundingClientRect().bottom)
  expect(await bottom()).toBeLessThan(WINDOW.height)
  await say(frame, message(before + 500))
  expect(await shiftsOf(page)).toEqual([])
  expect(await heightOf(page)).toBe(before)
  await scroll(page, 0)
  await expect.poll(() => heightOf(page)).toBe(before + 500)
  expect(await shiftsOf(page)).toEqual([])
  // What these tests look for is there to be seen.
  await scroll(page, 100_000)
  await page.locator('iframe').evaluate((box) => (box.style.height = `${box.clientHeight + 200}px`))
  expect(await shiftsOf(page)).toHaveLength(1)
})

const WRONG: readonly unknown[] = [
  null,
  'scorecard',
  message(4_000, { type: 'other' }),
  { version: 1, height: 4_000 },
  message(4_000, { version: 2 }),
  message(4_000, { version: '1' }),
  message(undefined),
  message('4000'),
  message([4_000]),
  message(Number.NaN),
  message(Number.POSITIVE_INFINITY),
  message(-4_000),
  message(0),
  message(20_000),
]

test('of what the frame says a height alone is believed', async () => {
  await using visit = await embedded()
  const { page, frame } = visit
  await say(frame, message(2_000))
  await expect.poll(() => heightOf(page)).toBe(2_000)
  await page.evaluate(() => {
    const seen = window as typeof window & { styles?: string[] }
    const box = document.querySelector('iframe')!
    seen.styles = []
    new MutationObserver(() => seen.styles!.push(box.style.height)).observe(box, { attributes: true })
  })
  for (const data of WRONG) await say(frame, data)
  // What a window says is read in its order: by then all others have been.
  await say(frame, message(2_100))
  await expect.poll(() => heightOf(page)).toBe(2_100)
  expect(await page.evaluate(() => (window as typeof window & { styles?: string[] }).styles)).toEqual([
    '2100px',
  ])
  expect(visit.problems).toEqual([])
})

test('nobody but the frame, and that while it shows the assessment, says how high it is', async () => {
  const sister = `<iframe id="sister" src="${site.url}/embed" style="height: 80px"></iframe>`
  await using visit = await embedded({ below: sister })
  const { page, frame } = visit
  await say(frame, message(2_000))
  await expect.poll(() => heightOf(page)).toBe(2_000)
  const other = await frameOf(page, '#sister')
  await other.locator('#start button').waitFor()
  await say(other, message(4_000))
  // The page says it to itself.
  await say(page.mainFrame(), message(4_000))
  await say(frame, message(2_100))
  await expect.poll(() => heightOf(page)).toBe(2_100)

  // The same window, with a page of somebody else's in it.
  await page
    .locator('iframe')
    .first()
    .evaluate((box: HTMLIFrameElement, src) => (box.src = src), `${stranger.url}/campaign`)
  await frame.waitForURL(`${stranger.url}/campaign`)
  await say(frame, message(4_000))
  await say(frame, message(4_001))
  expect(await shiftsOf(page)).toEqual([])
  expect(await heightOf(page)).toBe(2_100)
})
