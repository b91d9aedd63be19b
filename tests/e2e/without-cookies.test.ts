import { afterAll, beforeAll, expect, test } from 'vitest'
import { QUIZ } from '#tests/factories/quiz.ts'
import { startCookielessFront } from '#tests/helpers/cookieless-front.ts'
import { type Site, answerStep, startQuiz, startSite, takeQuiz } from '#tests/helpers/site.ts'

let site: Site

beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.close())

test.for([true, false])(
  'with cookies blocked a page says so, and the whole quiz goes on from there to the results (with a script: %s)',
  async (javaScriptEnabled) => {
    await using front = await startCookielessFront(site.worker.url)
    await using visit = await site.visit({ baseURL: front.url, javaScriptEnabled })
    const { page, context, problems } = visit
    await startQuiz(page)
    expect(await page.locator('h1').innerText()).toBe('This browser keeps no cookies for this site')
    await page.getByRole('button', { name: 'Go on without cookies' }).click()
    for (const { step, name } of QUIZ.areas) {
      await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
      await answerStep(page, step, 'D')
      if (step === 2) {
        await page.locator('summary').first().click()
        await page.locator('#email').fill('blocked@example.com')
      }
      await page.locator('.step-form .button-primary').click()
    }
    await page.locator('.gauge').waitFor()
    expect(await page.locator('.gauge').getAttribute('aria-label')).toContain('Score 25 out of 100')
    expect(await page.content()).not.toContain('blocked@example.com')
    await page.locator('#consent').check()
    await page.locator('#company').fill('Example Works')
    await page.locator('.contact-form .button-primary').click()
    await page.getByText('Thank you, your details are saved.').waitFor()
    if (javaScriptEnabled) expect(await page.evaluate(() => document.activeElement?.id)).toBe('next-steps')
    expect(await page.content()).not.toMatch(/blocked@|Example Works/)
    expect(await context.cookies()).toEqual([])
    expect(front.paths.filter((path) => /\./.test(path.replace(/^\/assets\/.*|^\/favicon.*/, '')))).toEqual(
      [],
    )
    expect(problems).toEqual([])
    const stored = await site.worker.db.assessment.findFirstOrThrow({ orderBy: { completedAt: 'desc' } })
    expect(stored).toMatchObject({ email: 'blocked@example.com', company: 'Example Works', totalScore: 25 })
  },
)

test('with cookies blocked a missing answer comes back as an error, and the form still carries the assessment on', async () => {
  await using front = await startCookielessFront(site.worker.url)
  await using visit = await site.visit({ baseURL: front.url, javaScriptEnabled: false })
  const { page } = visit
  await startQuiz(page)
  await page.getByRole('button', { name: 'Go on without cookies' }).click()
  await page.locator('#value_assurance_1-B').check()
  await page.locator('.step-form .button-primary').click()
  await page.locator('.error-summary').waitFor()
  expect(await page.locator('#value_assurance_1-B').isChecked()).toBe(true)
  await answerStep(page, 1, 'A')
  await page.locator('.step-form .button-primary').click()
  await page.getByRole('heading', { level: 1, name: QUIZ.areas[1]!.name, exact: true }).waitFor()
})

test('with cookies blocked, on a phone and by keys alone, one goes back a step and on again', async () => {
  await using front = await startCookielessFront(site.worker.url)
  await using visit = await site.visit({ baseURL: front.url, viewport: { width: 390, height: 664 } })
  const { page, problems } = visit
  await startQuiz(page)
  await page.getByRole('button', { name: 'Go on without cookies' }).click()
  await answerStep(page, 1, 'B')
  await page.locator('.step-form .button-primary').click()
  await page.getByRole('heading', { level: 1, name: QUIZ.areas[1]!.name, exact: true }).waitFor()
  expect(await page.locator('.key-hint, .move-on').count()).toBe(0)
  await page.locator('#customer_safe_1-C').check()
  await page.locator('.step-form .button-primary').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: QUIZ.areas[0]!.name, exact: true }).waitFor()
  expect(await page.locator('#value_assurance_1-B').isChecked()).toBe(true)
  await page.locator('.step-form .button-primary').click()
  await page.getByRole('heading', { level: 1, name: QUIZ.areas[1]!.name, exact: true }).waitFor()
  expect(await page.locator('#customer_safe_1-C').isChecked()).toBe(true)
  expect(problems).toEqual([])
})

test('with cookies blocked, who comes by a team’s link reads that they answer alone, and nobody else reads it', async () => {
  await using owner = await site.visit()
  await takeQuiz(owner.page, 'B')
  await owner.page.getByRole('button', { name: 'Make a link for your team' }).click()
  const link = await owner.page.locator('#team .shared-address a').textContent()
  await using front = await startCookielessFront(site.worker.url)
  await using visit = await site.visit({ baseURL: front.url })
  const { page } = visit
  const alone = page.getByText('your answers do not become part of the team’s comparison')
  await page.goto(new URL(link!).pathname)
  await page.locator('#start button').click()
  await page.getByRole('button', { name: 'Go on without cookies' }).waitFor()
  await alone.waitFor()
  await startQuiz(page)
  await page.getByRole('button', { name: 'Go on without cookies' }).waitFor()
  expect(await alone.count()).toBe(0)
})
