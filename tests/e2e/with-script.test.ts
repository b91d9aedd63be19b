import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { QUIZ } from '#tests/factories/quiz.ts'
import {
  type Site,
  answerStep,
  continueFrom,
  lookAway,
  startQuiz,
  startSite,
  takeQuiz,
} from '#tests/helpers/site.ts'
import { SAVED, choose, status, storedAnswers } from '#tests/helpers/step-answers.ts'

let site: Site

beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.close())

const focusedId = (page: Page) => page.evaluate(() => document.activeElement?.id)

/** Completed assessments; differences count, since the tests share a database. */
const assessments = () => site.worker.db.assessment.count()

test('the whole quiz with the mouse ends in a stored result, and the cookie is one that scripts cannot read', async () => {
  await using visit = await site.visit()
  const { page, context, problems } = visit
  const id = await takeQuiz(page, 'B')
  expect(await page.locator('.gauge').getAttribute('aria-label')).toBe(
    'Score 75 out of 100: AI Value Builder',
  )
  const stored = await site.worker.db.assessment.findUniqueOrThrow({ where: { id } })
  expect(stored).toMatchObject({ totalScore: 75, scoreCategory: 'builder' })
  expect(await context.cookies()).toMatchObject([
    {
      name: '__Host-scorecard',
      secure: true,
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
      domain: 'localhost',
    },
  ])
  expect(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual([
    '',
    0,
    0,
  ])
  expect(problems).toEqual([])
})

/** Presses Tab until what the selector names has the focus, as often as a page may need. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let press = 0; press < 10; press += 1) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
  }
  throw new Error(`Ten presses of Tab do not lead to ${selector}`)
}

test('the whole quiz with the keyboard alone: a key answers and leads on, to the button in the end', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await page.goto('/')
  await tabTo(page, '.skip-link')
  await page.keyboard.press('Enter')
  await tabTo(page, '#start button')
  await page.keyboard.press('Enter')
  for (const { step, questions } of QUIZ.areas) {
    await page.waitForURL(({ pathname }) => pathname === `/assessment/step/${step}`)
    await tabTo(page, `#${questions[0]!.id}-A`)
    for (const [index, { id }] of questions.entries()) {
      await expect.poll(() => focusedId(page)).toBe(`${id}-A`)
      await page.keyboard.press(index % 2 === 0 ? '2' : 'b')
      expect(await page.locator(`#${id}-B`).isChecked()).toBe(true)
    }
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('submit')
    await page.keyboard.press('Enter')
  }
  await page.waitForURL('**/assessment/results/*')
  expect(await page.locator('.gauge').getAttribute('aria-label')).toBe(
    'Score 75 out of 100: AI Value Builder',
  )
})

test('going back shows the answers given, and a changed one counts', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await startQuiz(page)
  await answerStep(page, 1, 'C')
  await continueFrom(page, 1)
  await page.goBack()
  await page.waitForURL('**/assessment/step/1')
  await expect.poll(() => page.locator('#value_assurance_1-C').isChecked()).toBe(true)
  await choose(page, 'value_assurance_1-A')
  await status(page).toBe(SAVED)
  await continueFrom(page, 1)
  await page.getByRole('link', { name: 'Back' }).click()
  await page.waitForURL('**/assessment/step/1')
  expect(await page.locator('#value_assurance_1-A').isChecked()).toBe(true)
  expect(await storedAnswers(site)).toMatchObject({ value_assurance_1: 'A', value_assurance_2: 'C' })
})

test('a closed page is resumed from the landing page with its answers', async () => {
  await using visit = await site.visit()
  const { page, context } = visit
  await startQuiz(page)
  await answerStep(page, 1, 'B')
  await continueFrom(page, 1)
  await choose(page, 'customer_safe_1-D')
  await lookAway(page)
  await status(page).toBe(SAVED)
  await page.close()
  const later = await context.newPage()
  await later.goto('/')
  await later.getByRole('link', { name: 'Continue your assessment' }).click()
  await later.waitForURL('**/assessment/step/2')
  expect(await later.locator('#customer_safe_1-D').isChecked()).toBe(true)
})

test('an expired session is said on the step and on its page, with the way to start again', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await startQuiz(page)
  await site.worker.db.$executeRaw`UPDATE assessment_sessions SET "expiresAt" = now() - interval '1 second'`
  await choose(page, 'value_assurance_1-B')
  await lookAway(page)
  await status(page).toBe('Your session has expired. Start again')
  await page.reload()
  expect(await page.locator('h1').innerText()).toBe('Your session has expired')
  await page.getByRole('link', { name: 'Go to the start page' }).click()
  await page.locator('#start button').click()
  await page.waitForURL('**/assessment/step/1')
  expect(await page.locator('input[type=radio]:checked').count()).toBe(0)
})

test('a double click on the last button makes one assessment', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const before = await assessments()
  await startQuiz(page)
  for (const step of [1, 2, 3]) {
    await answerStep(page, step, 'D')
    await continueFrom(page, step)
  }
  await answerStep(page, 4, 'D')
  const posts: string[] = []
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.method() === 'POST') posts.push(request.url())
  })
  await page.locator('.step-form .button-primary').dblclick()
  await page.waitForURL('**/assessment/results/*')
  expect(posts).toHaveLength(1)
  expect(await assessments()).toBe(before + 1)
})

test('a tab left open after completion elsewhere says that the assessment is complete and leads to the result', async () => {
  await using visit = await site.visit()
  const { page, context } = visit
  const forgotten = await context.newPage()
  await startQuiz(page)
  await forgotten.goto('/assessment/step/1')
  for (const { step } of QUIZ.areas) {
    await answerStep(page, step, 'C')
    await continueFrom(page, step)
  }
  await choose(forgotten, 'value_assurance_1-A')
  await lookAway(forgotten)
  await status(forgotten).toBe('This assessment is complete. See your result')
  await forgotten.getByRole('link', { name: 'See your result' }).click()
  await forgotten.waitForURL(page.url())
  expect(await forgotten.evaluate(() => localStorage.length)).toBe(0)
})

test('missing answers: the summary takes the focus, its links lead to the questions, and the title says so', async () => {
  await using visit = await site.visit()
  const { page, problems } = visit
  await startQuiz(page)
  await choose(page, 'value_assurance_2-B')
  await page.locator('.step-form .button-primary').click()
  await page.locator('.error-summary').waitFor()
  expect(await page.title()).toMatch(/^Error: /)
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('error-summary')
  const links = page.locator('.error-summary a')
  const named = (await links.allInnerTexts()).map((text) => text.split(':')[0])
  expect(named).toEqual(['Question 1', 'Question 3', 'Question 4'])
  await links.nth(1).click()
  expect(await page.locator('#value_assurance_3 legend').boundingBox()).toMatchObject({
    y: expect.toSatisfy((y: number) => y >= 0) as number,
  })
  await expect.poll(() => focusedId(page)).toBe('value_assurance_3-A')
  // Answering takes the message away and moves on to the next question that lacks an answer.
  await page.keyboard.press('3')
  await expect.poll(() => focusedId(page)).toBe('value_assurance_4-A')
  expect(await page.locator('#value_assurance_3-error').count()).toBe(0)
  expect(await page.locator('#value_assurance_3-C').getAttribute('aria-describedby')).not.toContain('-error')
  expect(await links.count()).toBe(2)
  await choose(page, 'value_assurance_1-B')
  await choose(page, 'value_assurance_4-B')
  expect(await page.locator('.error-summary').count()).toBe(0)
  expect(await page.title()).not.toMatch(/^Error/)
  expect(problems).toEqual([])
})
