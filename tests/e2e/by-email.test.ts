import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Mailbox, startMailbox } from '#dev/mailbox/server.ts'
import { type Site, answerStep, continueFrom, startQuiz, startSite } from '#tests/helpers/site.ts'

let mailbox: Mailbox
let site: Site

beforeAll(async () => {
  mailbox = await startMailbox({ port: 0 })
  site = await startSite({
    MAIL_API_KEY: 're_test',
    MAIL_BASE_URL: mailbox.url,
    MAIL_FROM: 'AI Readiness Scorecard <scorecard@example.com>',
  })
})
afterAll(async () => {
  await site.close()
  await mailbox.close()
})

/** The path of the link in the e-mail that arrives at an address. */
async function linkTo(address: string): Promise<string> {
  const text = await vi.waitFor(
    () => {
      const [mail] = mailbox.messages({ to: address })
      if (!mail?.text) throw new Error(`no e-mail to ${address} yet`)
      return mail.text
    },
    { timeout: 20_000, interval: 50 },
  )
  const path = /https?:\/\/localhost(\/assessment\/\S+)/.exec(text)?.[1]
  if (!path) throw new Error(`no link in: ${text}`)
  return path
}

test('the e-mail with the results arrives, and its link opens them in a second, clean browser', async () => {
  await using first = await site.visit()
  await startQuiz(first.page)
  for (const step of [1, 2, 3, 4]) {
    await answerStep(first.page, step, 'C')
    if (step === 4) {
      await first.page.locator('summary').click()
      await first.page.locator('#email').fill('inbox@example.com')
      await first.page.locator('#consent').check()
    }
    await continueFrom(first.page, step)
  }
  const link = await linkTo('inbox@example.com')

  await using second = await site.visit()
  const { page, context, problems } = second
  await page.goto(link)
  expect(await page.locator('.gauge').getAttribute('aria-label')).toBe('Score 50 out of 100: AI Risk Zone')
  expect(await page.locator('.recommendation h3').count()).toBeGreaterThanOrEqual(3)
  expect(await page.content()).not.toContain('inbox@example.com')
  expect(await context.cookies()).toEqual([])
  expect(problems).toEqual([])
})

test('one who stops at step 2 asks for the link and finishes in another browser', async () => {
  await using phone = await site.visit({ viewport: { width: 360, height: 740 } })
  await startQuiz(phone.page)
  await answerStep(phone.page, 1, 'B')
  await continueFrom(phone.page, 1)
  await phone.page.locator('#customer_safe_1-D').check()
  await phone.page.locator('summary').click()
  await phone.page.locator('#email').fill('elsewhere@example.com')
  await phone.page.locator('#consent').check()
  await phone.page.getByRole('button', { name: 'E-mail me a link' }).click()
  await phone.page.getByText('A link is on its way to your inbox').waitFor()
  const link = await linkTo('elsewhere@example.com')

  await using laptop = await site.visit()
  const { page } = laptop
  await page.goto(link)
  expect(await page.locator('.lead').innerText()).toContain('You have done 1 of 4 steps')
  await page.getByRole('button', { name: 'Carry on here' }).click()
  await page.waitForURL('**/assessment/step/2')
  expect(await page.locator('#customer_safe_1-D').isChecked()).toBe(true)
  for (const step of [2, 3, 4]) {
    await answerStep(page, step, 'B')
    await continueFrom(page, step)
  }
  expect(await page.locator('.gauge').getAttribute('aria-label')).toBe(
    'Score 75 out of 100: AI Value Builder',
  )
  // The phone, too, is led to the result: it is the same assessment.
  await phone.page.goto('/assessment/step/2')
  await phone.page.waitForURL(page.url())
})
