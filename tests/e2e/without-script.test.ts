import { afterAll, beforeAll, expect, test } from 'vitest'
import { CONTACT_EVIDENCE } from '#tests/factories/consent.ts'
import {
  type Site,
  answerStep,
  continueFrom,
  fillContact,
  startQuiz,
  startSite,
  takeQuiz,
} from '#tests/helpers/site.ts'
import { toStep } from '#tests/helpers/tour-stops.ts'

let site: Site

beforeAll(async () => {
  site = await startSite({ BRIEFING_URL: 'https://example.com/briefing' })
})
afterAll(() => site.close())

const visit = () => site.visit({ javaScriptEnabled: false })
const assessment = (id: string) => site.worker.db.assessment.findUniqueOrThrow({ where: { id } })

test('without JavaScript the whole quiz works, and an e-mail on a step, with consent to contact, unlocks the next steps', async () => {
  await using visitor = await visit()
  const { page, problems } = visitor
  await startQuiz(page)
  expect(await page.locator('[data-save-status]').innerText()).toBe(
    'Your answers are saved when you continue.',
  )
  for (const step of [1, 2, 3, 4]) {
    await answerStep(page, step, 'D')
    // Asked for once on the way.
    expect(await page.locator('summary').count()).toBe(step === 1 ? 0 : 1)
    if (step === 2) {
      await page.locator('summary').click()
      await page.locator('#email').fill('plain@example.com')
      await page.locator('#consent').check()
    }
    await continueFrom(page, step)
  }
  expect(await page.locator('.gauge').getAttribute('aria-label')).toBe(
    'Score 25 out of 100: AI Theater Alert',
  )
  expect(await page.locator('.recommendation h3').count()).toBeGreaterThanOrEqual(3)
  const briefing = page.getByRole('link', { name: 'Choose a time' })
  const led = await page.request.get((await briefing.getAttribute('href'))!, { maxRedirects: 0 })
  expect(led.headers().location).toBe('https://example.com/briefing')
  expect(await assessment(new URL(page.url()).pathname.split('/').at(-1)!)).toMatchObject({
    email: 'plain@example.com',
    ...CONTACT_EVIDENCE,
    leadQuality: 'executive_briefing_qualified',
  })
  expect(problems).toEqual([])
})

test('without JavaScript missing answers and a bad address come back as errors with all that was typed', async () => {
  await using visitor = await visit()
  const { page } = visitor
  await toStep(page, 2)
  await page.locator('#customer_safe_1-B').check()
  await page.locator('#customer_safe_3-E').check()
  await page.locator('summary').click()
  await page.locator('#email').fill('typed@')
  await page.locator('.step-form .button-primary').click()
  await page.locator('.error-summary').waitFor()
  expect(await page.title()).toMatch(/^Error: /)
  expect(await page.locator('.error-summary a').count()).toBe(4)
  expect(await page.locator('#customer_safe_1-B').isChecked()).toBe(true)
  expect(await page.locator('#customer_safe_3-E').isChecked()).toBe(true)
  expect(await page.locator('#email').inputValue()).toBe('typed@')
  expect(await page.locator('#consent').isChecked()).toBe(false)
  await page.locator('.error-summary a').first().click()
  await expect.poll(() => new URL(page.url()).hash).toBe('#customer_safe_2-A')
  await answerStep(page, 2, 'A')
  await page.locator('#email').fill('')
  await continueFrom(page, 2)
  // What was typed with a mistake in it was never stored.
  const session = await site.worker.db.assessmentSession.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })
  expect(session).toMatchObject({ email: null, consentAt: null, currentStep: 2 })
})

test('without JavaScript contact details are given little by little on the results page', async () => {
  await using visitor = await visit()
  const { page } = visitor
  const id = await takeQuiz(page, 'A')
  expect(await page.locator('.recommendation h3').count()).toBe(1)
  const submit = async () => {
    await page.locator('.contact-form .button-primary').click()
    await page.locator('.notice-success, .error-summary').waitFor()
  }
  await page.locator('#email').fill('little@example.com')
  await submit()
  expect(await page.locator('.recommendation h3').count()).toBeGreaterThanOrEqual(3)
  expect(await assessment(id)).toMatchObject({ email: 'little@example.com', hubspotSyncStatus: 'skipped' })

  await fillContact(page, 'details')
  await submit()
  expect(await page.locator('.error-summary a').allInnerTexts()).toEqual([
    'Tick the box if we may contact you, or leave your name, company and phone number empty.',
  ])
  expect(await page.locator('#firstName').inputValue()).toBe('Robin')
  expect(await page.locator('#consent').isChecked()).toBe(false)
  await page.locator('#consent').check()
  await submit()
  await page.locator('#phone').fill('call me')
  await submit()
  expect(await page.locator('#phone').inputValue()).toBe('call me')
  expect(await page.locator('#phone-error').innerText()).toContain('A phone number has digits, for example')
  await page.locator('#phone').fill('+44 20 7946 0000')
  await submit()
  expect(await page.locator('.contact-form').count()).toBe(0)
  expect(await assessment(id)).toMatchObject({
    email: 'little@example.com',
    firstName: 'Robin',
    company: 'Example Works',
    phone: '+44 20 7946 0000',
    leadQuality: 'executive_briefing_qualified',
  })
})
