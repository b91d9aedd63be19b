import { expect, test } from 'vitest'
import { confirmSave } from '#tests/helpers/page-server.ts'
import {
  STEP,
  choose,
  chooseAndSave,
  focused,
  isSave,
  status,
  stored,
  useScriptedPages,
} from '#tests/helpers/scripted-pages.ts'
import { QUIZ_VERSION } from '#tests/factories/quiz.ts'
import { lookAway } from '#tests/helpers/site.ts'

const open = useScriptedPages()

/** How the form of the tests' page names its assessment. */
const NAMED = { assessment: 'test-key' }

const RETRYING = 'Not saved yet - trying again'

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
    quiz: `ai-readiness@${QUIZ_VERSION}`,
    customer_safe_1: 'B',
    customer_safe_2: 'E',
    customer_safe_3: 'A',
    email: '',
  })
})
