import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLatch } from '#tests/helpers/latch.ts'
import { type Site, answerStep, continueFrom, lookAway, startQuiz, startSite } from '#tests/helpers/site.ts'
import { SAVED, choose, status, storedAnswers } from '#tests/helpers/step-answers.ts'

let site: Site

beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.close())

test('answers are saved as they are given: a reload keeps them, and a second tab sees them', async () => {
  await using visit = await site.visit()
  const { page, context } = visit
  await startQuiz(page)
  await choose(page, 'value_assurance_1-B')
  await choose(page, 'value_assurance_2-D')
  await lookAway(page)
  await status(page).toBe(SAVED)
  expect(await storedAnswers(site)).toEqual({ value_assurance_1: 'B', value_assurance_2: 'D' })
  await page.reload()
  expect(await page.locator('#value_assurance_1-B').isChecked()).toBe(true)
  expect(await page.locator('[data-answered]').innerText()).toBe('2')
  const second = await context.newPage()
  await second.goto('/assessment/step/1')
  expect(await second.locator('#value_assurance_2-D').isChecked()).toBe(true)
  await choose(second, 'value_assurance_3-A')
  await lookAway(second)
  await status(second).toBe(SAVED)
  expect(await storedAnswers(site)).toMatchObject({ value_assurance_1: 'B', value_assurance_3: 'A' })
})

test('an answer that is chosen before the script comes is saved as well', async () => {
  await using visit = await site.visit()
  const { page, context } = visit
  await startQuiz(page)
  const early = await context.newPage()
  const { open: letThrough, opened } = createLatch()
  await early.route('**/assets/quiz-*.js', async (route) => {
    await opened
    await route.continue()
  })
  await early.goto('/assessment/step/1', { waitUntil: 'commit' })
  await choose(early, 'value_assurance_1-B')
  letThrough()
  await early.locator('.step[data-flow]').waitFor()
  await lookAway(early)
  await status(early).toBe(SAVED)
  expect(await storedAnswers(site)).toEqual({ value_assurance_1: 'B' })
})

test('offline, answers are kept and said to be, and are saved once the network is back', async () => {
  await using visit = await site.visit()
  const { page, context } = visit
  await startQuiz(page)
  await context.setOffline(true)
  await choose(page, 'value_assurance_1-B')
  await status(page).toBe('You are offline - your answers are kept in this browser')
  await page.locator('.step-form .button-primary').click()
  await expect.poll(() => page.locator('.step-form .button-primary').getAttribute('aria-disabled')).toBeNull()
  expect(new URL(page.url()).pathname).toBe('/assessment/step/1')
  expect(await storedAnswers(site)).toEqual({})
  await context.setOffline(false)
  await status(page).toBe(SAVED)
  expect(await storedAnswers(site)).toEqual({ value_assurance_1: 'B' })
})

test('while the database is away saves fail with 503 and are repeated until it is back', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await startQuiz(page)
  const failed = page.waitForResponse((response) => response.url().endsWith('/answers'))
  site.worker.gateway.setFaults({ refuse: {} })
  try {
    await choose(page, 'value_assurance_1-E')
    await lookAway(page)
    expect((await failed).status()).toBe(503)
    await status(page).toBe('Not saved yet - trying again')
  } finally {
    site.worker.gateway.setFaults({})
  }
  await status(page).toBe(SAVED)
  expect(await storedAnswers(site)).toEqual({ value_assurance_1: 'E' })
})

test('a step sent while the database is away keeps its answers in the form, and sending it again goes on', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await startQuiz(page)
  site.worker.gateway.setFaults({ refuse: {} })
  try {
    await answerStep(page, 1, 'C')
    await page.locator('.step-form .button-primary').click()
    await page.locator('.notice-warning').waitFor()
  } finally {
    site.worker.gateway.setFaults({})
  }
  expect(await page.locator('.notice-title').innerText()).toBe('We could not save your answers')
  expect(await page.locator('input[type=radio]:checked').count()).toBe(4)
  await continueFrom(page, 1)
})
