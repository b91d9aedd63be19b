import { expect, test } from 'vitest'
import { BUNDLE_MS } from '#app/browser/autosave.ts'
import { confirmSave } from '#tests/helpers/page-server.ts'
import {
  STEP,
  choose,
  chooseAndSave,
  isSave,
  status,
  stored,
  useScriptedPages,
} from '#tests/helpers/scripted-pages.ts'
import { lookAway } from '#tests/helpers/site.ts'

const open = useScriptedPages()

/** How the form of the tests' page names its assessment. */
const NAMED = { assessment: 'test-key' }

const RETRYING = 'Not saved yet - trying again'

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
  // Looking away sends what is not saved, unless a save is still under way: only the second failure is spoken of.
  const lookAwayAgain = async () => {
    await lookAway(page)
    return await page.locator('[data-save-status]').innerText()
  }
  await expect.poll(lookAwayAgain).toBe(RETRYING)
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
