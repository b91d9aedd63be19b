import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BUNDLE_MS } from '#app/browser/autosave.ts'
import { launchBrowser, openContext } from '#dev/browser.ts'
import { confirmSave, startPageServer, type PageServer, type Post } from '#tests/helpers/page-server.ts'
import { lookAway } from '#tests/helpers/site.ts'
import { PAGES } from '#tests/factories/pages.tsx'

/** How the form of the tests' page names its assessment. */
const NAMED = { assessment: 'test-key' }

// The browser script against a server that misbehaves to order; the whole product is tested beside this.

const STEP = '/first step'
type Options = BrowserContextOptions & { holdTimers?: boolean }

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** @param options.holdTimers no timer of the page ever ends: a retry or a wait that must not come in between never does */
async function open(path: string, { holdTimers = false, ...options }: Options = {}) {
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

async function closeBoth(server: PageServer, page: Page): Promise<void> {
  await page.context().close()
  await server.close()
}

const status = (page: Page) => expect.poll(() => page.locator('[data-save-status]').innerText())
const focused = (page: Page) => expect.poll(() => page.evaluate(() => document.activeElement?.id))
const stored = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage }))
const isSave = ({ path }: Post) => path.endsWith('/answers')
const choose = (page: Page, id: string) => page.locator(`#${id}`).check()
const RETRYING = 'Not saved yet - trying again'

/** Answers, and has the answer saved without waiting for others to go with it. */
async function chooseAndSave(page: Page, id: string): Promise<void> {
  await choose(page, id)
  await lookAway(page)
}

test('an answer is saved when it is given, alone, and the page says so', async () => {
  await using visit = await open(STEP)
  const { page, server } = visit
  await chooseAndSave(page, 'value_assurance_2-C')
  await status(page).toBe('Saved')
  expect(server.posts.map(({ fields }) => fields)).toEqual([{ ...NAMED, value_assurance_2: 'C' }])
  expect(server.posts.every(isSave)).toBe(true)
  expect(server.posts[0]!.headers).toMatchObject({
    accept: 'application/json',
    'x-requested-with': 'scorecard',
  })
  expect(await page.locator('[data-answered]').innerText()).toBe('1')
  expect(await stored(page)).toBe('{}')
})

test('an answer that could not be saved survives a reload and is saved then', async () => {
  await using visit = await open(STEP, { holdTimers: true })
  const { page, server } = visit
  server.answerPosts((_post, response) => response.writeHead(503).end())
  await chooseAndSave(page, 'value_assurance_1-B')
  await expect.poll(() => server.posts.length).toBe(1)
  await lookAway(page)
  await status(page).toBe(RETRYING)
  expect(await stored(page)).toContain('value_assurance_1')
  server.answerPosts((_post, response) => confirmSave(response))
  await page.reload()
  await status(page).toBe('Saved')
  expect(await page.locator('#value_assurance_1-B').isChecked()).toBe(true)
  expect(server.posts.at(-1)!.fields).toEqual({ ...NAMED, value_assurance_1: 'B' })
  expect(await stored(page)).toBe('{}')
})

test('what is wrong with saving is read out, and each answer that is saved is not', async () => {
  await using visit = await open(STEP)
  const { page, server } = visit
  const alert = page.locator('[data-save-alert]')
  await chooseAndSave(page, 'value_assurance_2-C')
  await status(page).toBe('Saved')
  expect(await alert.innerText()).toBe('')
  server.answerPosts((_post, response) => response.destroy())
  await chooseAndSave(page, 'value_assurance_3-C')
  await expect.poll(() => alert.innerText()).toBe(RETRYING)
})

test('a save that fails is repeated without anyone doing anything', async () => {
  await using visit = await open(STEP)
  const { page, server } = visit
  server.answerPosts((_post, response) => {
    if (server.posts.length < 2) response.destroy()
    else confirmSave(response)
  })
  await chooseAndSave(page, 'value_assurance_1-B')
  await expect.poll(() => server.posts.length).toBe(2)
  await status(page).toBe('Saved')
})

test('offline, answers are kept, the form does not leave the page, and coming back saves at once', async () => {
  await using visit = await open(STEP)
  const { page, server, context } = visit
  await context.setOffline(true)
  await choose(page, 'value_assurance_1-B')
  await status(page).toBe('You are offline - your answers are kept in this browser')
  await page.getByRole('button', { name: 'Continue' }).click()
  await status(page).toBe('You are offline - your answers are kept in this browser')
  expect(await page.locator('#value_assurance_1-B').isChecked()).toBe(true)
  await expect
    .poll(() => page.locator('button.button-primary[type=submit]').getAttribute('aria-disabled'))
    .toBeNull()
  await context.setOffline(false)
  await status(page).toBe('Saved')
  expect(server.posts.at(-1)!.fields).toEqual({ ...NAMED, value_assurance_1: 'B' })
})

test('answers given while a save is under way wait for it and then go together', async () => {
  await using visit = await open(STEP)
  const { page, server } = visit
  const held: (() => void)[] = []
  server.answerPosts((_post, response) => held.push(() => confirmSave(response)))
  await chooseAndSave(page, 'value_assurance_1-B')
  await expect.poll(() => server.posts.length).toBe(1)
  await choose(page, 'value_assurance_2-C')
  await choose(page, 'value_assurance_3-D')
  expect(server.posts).toHaveLength(1)
  held[0]!()
  await expect.poll(() => server.posts.length).toBe(2)
  held[1]!()
  await status(page).toBe('Saved')
  expect(server.posts[1]!.fields).toEqual({
    ...NAMED,
    value_assurance_2: 'C',
    value_assurance_3: 'D',
  })
})

test('answers wait for others to go with them, and half a minute at most', async () => {
  await using visit = await open(STEP, { holdTimers: true })
  const { page, server } = visit
  await choose(page, 'value_assurance_1-B')
  await page.clock.runFor(BUNDLE_MS / 2)
  await choose(page, 'value_assurance_2-C')
  expect(server.posts).toEqual([])
  await page.clock.runFor(BUNDLE_MS / 2)
  await status(page).toBe('Saved')
  expect(server.posts.map(({ fields }) => fields)).toEqual([
    { ...NAMED, value_assurance_1: 'B', value_assurance_2: 'C' },
  ])
})

test('a tab that is closed saves what is unsaved, also while a save is under way', async () => {
  await using visit = await open(STEP, { holdTimers: true })
  const { page, server, context } = visit
  server.answerPosts(() => {})
  await chooseAndSave(page, 'value_assurance_1-B')
  await expect.poll(() => server.posts.length).toBe(1)
  await choose(page, 'value_assurance_2-C')
  await context.newPage()
  await page.close({ runBeforeUnload: true })
  await expect
    .poll(() => server.posts.map(({ fields }) => fields))
    .toEqual([
      { ...NAMED, value_assurance_1: 'B' },
      { ...NAMED, value_assurance_2: 'C' },
    ])
})

test('a first failure is no alarm, and is tried again quietly', async () => {
  await using visit = await open(STEP, { holdTimers: true })
  const { page, server } = visit
  server.answerPosts((_post, response) =>
    server.posts.length < 2 ? response.destroy() : confirmSave(response),
  )
  await page.evaluate(() => {
    const said: (string | null)[] = []
    Object.assign(window, { said })
    const region = document.querySelector('[data-save-status]')!
    new MutationObserver(() => said.push(region.textContent)).observe(region, { childList: true })
  })
  await choose(page, 'value_assurance_1-B')
  await expect
    .poll(async () => {
      await lookAway(page)
      return page.locator('[data-save-status]').innerText()
    })
    .toBe('Saved')
  expect(await page.evaluate(() => Reflect.get(window, 'said') as unknown)).toEqual(['Saving...', 'Saved'])
})

test('a press that takes longer than two seconds is spoken of', async () => {
  await using visit = await open(STEP, { holdTimers: true })
  const { page, server } = visit
  // An answer without a page: the browser stays where it is, as it does while it waits for one.
  server.answerPosts((_post, response) => response.writeHead(204).end())
  await page.getByRole('button', { name: 'Continue' }).click()
  const said = page.locator('.step-form > [role=status]')
  expect(await said.textContent()).toBe('')
  await page.clock.runFor(2_000)
  expect(await said.textContent()).toBe('Still working. You do not have to press again.')
})

test('an expired session is said, with the way to start again', async () => {
  await using visit = await open(STEP)
  const { page, server } = visit
  server.answerPosts((_post, response) => response.writeHead(410).end('{"expired":true}'))
  await chooseAndSave(page, 'value_assurance_1-B')
  await status(page).toBe('Your session has expired. Start again')
  expect(await page.getByRole('link', { name: 'Start again' }).getAttribute('href')).toBe('/')
})

test('keys answer the question that has the focus and lead to the next one, then to the button', async () => {
  await using visit = await open('/last step with errors')
  const { page, server } = visit
  await page.locator('#governance_1-A').focus()
  await page.keyboard.press('2')
  await focused(page).toBe('governance_3-A')
  await page.keyboard.press('e')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('See my results')
  expect(await page.locator('#governance_1-B').isChecked()).toBe(true)
  expect(await page.locator('#governance_3-E').isChecked()).toBe(true)
  expect(await page.locator('#governance_1-error').isVisible()).toBe(false)
  // The step's last answer goes at once, with all others: together they complete it.
  await expect
    .poll(() => server.posts.map(({ fields }) => fields))
    .toEqual([{ ...NAMED, governance_1: 'B', governance_2: 'C', governance_3: 'E' }])
})

test('keys typed into a field stay letters, and contact details never reach the storage', async () => {
  await using visit = await open('/last step with errors')
  const { page, server } = visit
  await page.locator('#email').fill('')
  await page.locator('#email').pressSequentially('abcde1@example.com')
  await page.locator('#consent').check()
  expect(await page.locator('#email').inputValue()).toBe('abcde1@example.com')
  expect(await stored(page)).toBe('{}')
  expect(server.posts).toEqual([])
})

test('a page with errors puts the focus on what says so', async () => {
  await using visit = await open('/results with an e-mail')
  await expect.poll(() => visit.page.evaluate(() => document.activeElement?.className)).toBe('error-summary')
})

test('a form is sent once, however often its button is pressed', async () => {
  await using visit = await open(STEP)
  const { page, server } = visit
  server.answerPosts(() => {})
  const button = page.getByRole('button', { name: 'Continue' })
  const busy = await button.evaluate((element: HTMLButtonElement) => {
    for (let press = 0; press < 3; press += 1) element.click()
    return element.getAttribute('aria-disabled')
  })
  expect(busy).toBe('true')
  await expect.poll(() => server.posts.length).toBe(1)
})

test('submitting waits for a save that carries an answer changed since', async () => {
  await using visit = await open(STEP, { holdTimers: true })
  const { page, server } = visit
  const held: (() => void)[] = []
  server.answerPosts((post, response) => {
    if (!isSave(post)) return response.writeHead(204).end()
    held.push(() => confirmSave(response))
    return undefined
  })
  await chooseAndSave(page, 'value_assurance_1-B')
  await expect.poll(() => server.posts.length).toBe(1)
  await choose(page, 'value_assurance_1-C')
  await page.getByRole('button', { name: 'Continue' }).click()
  expect(server.posts).toHaveLength(1)
  held[0]!()
  await expect
    .poll(() => server.posts.filter((post) => !isSave(post)).map((post) => post.fields.value_assurance_1))
    .toEqual(['C'])
})

test('the results page leaves nothing in the browser', async () => {
  await using visit = await open(STEP)
  const { page, server } = visit
  server.answerPosts((_post, response) => response.writeHead(503).end())
  await chooseAndSave(page, 'value_assurance_1-B')
  await expect.poll(() => server.posts.length).toBe(1)
  await lookAway(page)
  await status(page).toBe(RETRYING)
  await page.goto(`${server.url}/results before an e-mail`)
  await expect.poll(() => stored(page)).toBe('{}')
})

test('without JavaScript the form sends every answer by itself', async () => {
  await using visit = await open('/second step with answers', { javaScriptEnabled: false })
  const { page, server } = visit
  await choose(page, 'customer_safe_3-A')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect.poll(() => server.posts.length).toBe(1)
  expect(server.posts[0]!.fields).toEqual({
    ...NAMED,
    customer_safe_1: 'B',
    customer_safe_2: 'E',
    customer_safe_3: 'A',
    email: '',
  })
})
