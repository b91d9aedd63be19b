import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { DEFAULT_LANGUAGE } from '#app/domain/language/languages.ts'
import { sampleMails } from '#dev/mailbox/sample-mails.ts'
import { type Mailbox, startMailbox } from '#dev/mailbox/server.ts'
import { launchBrowser, openContext } from '#dev/browser.ts'
import { answersOf } from '#tests/helpers/visitor.ts'
import { type TestWorker, startTestWorker } from '#tests/helpers/worker.ts'

let browser: Browser
let mailbox: Mailbox
let worker: TestWorker
let nextAddress = 1

beforeAll(async () => {
  ;[browser, mailbox] = await Promise.all([launchBrowser(), startMailbox({ port: 0 })])
  worker = await startTestWorker({
    MAIL_API_KEY: 're_test',
    MAIL_BASE_URL: mailbox.url,
    MAIL_FROM: 'AI Readiness Scorecard <scorecard@example.com>',
    COMPANY_ADDRESS: 'Example Consulting, 1 Example Street, Springfield',
  })
})
beforeEach(() => mailbox.reset())
afterAll(async () => {
  await browser.close()
  await worker.close()
  await mailbox.close()
})

/** A browser of its own, clean, on a network of its own. */
async function cleanBrowser(javaScriptEnabled = true): Promise<Page> {
  const context = await openContext(browser, {
    javaScriptEnabled,
    extraHTTPHeaders: { 'CF-Connecting-IP': `203.0.113.${nextAddress++}` },
  })
  return context.newPage()
}

async function startAssessment(page: Page): Promise<void> {
  await page.goto(worker.url)
  await page.locator('form[action="/assessment/start"] button').first().click()
  await page.waitForURL('**/assessment/step/1')
}

async function answer(page: Page, step: number): Promise<void> {
  for (const [question, choice] of Object.entries(answersOf(step, 'C'))) {
    await page.locator(`#${question}-${choice}`).check()
  }
}

async function giveEmail(page: Page, email: string): Promise<void> {
  if (!(await page.getByLabel('Work e-mail').isVisible())) await page.locator('details summary').click()
  await page.getByLabel('Work e-mail').fill(email)
  await page.locator('#consent').check()
}

/** Reads what was sent to somebody, as they do, and follows the link with this name. What came to others is no concern of theirs. */
async function followFromMailbox(page: Page, address: string, linkName: string): Promise<void> {
  await expect.poll(() => mailbox.messages().some(({ to }) => to.includes(address))).toBe(true)
  await page.goto(mailbox.url)
  await page.getByRole('row', { name: address }).first().getByRole('link').click()
  const link = page.frameLocator('iframe[title="HTML"]').getByRole('link', { name: linkName, exact: true })
  const href = await link.getAttribute('href')
  // The link names the site's public address; this Worker has it on another port.
  await page.goto(`${worker.url}${new URL(href ?? '').pathname}${new URL(href ?? '').search}`)
}

test.each(
  sampleMails().flatMap(({ name, language, mail }) => [
    // What another language changes is the length of words, which is felt where there is least room.
    ...(language === DEFAULT_LANGUAGE ? [{ name, mail, colorScheme: 'light' as const, width: 700 }] : []),
    { name, mail, colorScheme: 'dark' as const, width: 320 },
  ]),
)(
  'the e-mail $name has no accessibility fault and fits ($colorScheme, $width px)',
  async ({ mail, colorScheme, width }) => {
    const context = await openContext(browser, { colorScheme, viewport: { width, height: 900 } })
    const page = await context.newPage()
    await page.setContent(mail.html)
    const { violations } = await new AxeBuilder({ page }).analyze()
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    await context.close()

    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.target)])).toEqual([])
    expect(overflow).toBeLessThanOrEqual(0)
  },
)

test.each([
  ['with', true],
  ['without', false],
])(
  '%s JavaScript the results come by e-mail and open in a second, clean browser',
  async (name, javaScript) => {
    const phone = await cleanBrowser(javaScript)
    await startAssessment(phone)
    for (const step of [1, 2, 3, 4]) {
      await answer(phone, step)
      if (step === 2) await giveEmail(phone, `results-${name}@example.com`)
      await phone.getByRole('button', { name: step === 4 ? 'See my results' : 'Continue' }).click()
    }
    await phone.waitForURL('**/assessment/results/*')

    const laptop = await cleanBrowser(javaScript)
    await followFromMailbox(laptop, `results-${name}@example.com`, 'See your full results')

    expect(await laptop.getByRole('heading', { name: 'Your result', exact: true }).isVisible()).toBe(true)
    expect(await laptop.locator('main').innerText()).toContain('AI Risk Zone')
  },
)

test.each([
  ['with', true],
  ['without', false],
])(
  '%s JavaScript one stops at step 2, asks for the link, and finishes elsewhere',
  async (name, javaScript) => {
    const email = `resume-${name}@example.com`
    const phone = await cleanBrowser(javaScript)
    await startAssessment(phone)
    await answer(phone, 1)
    await phone.getByRole('button', { name: 'Continue' }).click()
    await phone.waitForURL('**/assessment/step/2')
    const [[question, choice] = ['', '']] = Object.entries(answersOf(2, 'C'))
    await phone.locator(`#${question}-${choice}`).check()
    await giveEmail(phone, email)
    await phone.getByRole('button', { name: 'E-mail me a link to carry on later' }).click()
    await phone.getByText(/We are sending a link to your inbox|A link was sent to your inbox/).waitFor()

    const laptop = await cleanBrowser(javaScript)
    await followFromMailbox(laptop, email, 'Carry on')
    await laptop.getByRole('button', { name: 'Carry on here' }).click()
    await laptop.waitForURL('**/assessment/step/2')
    expect(await laptop.locator(`#${question}-${choice}`).isChecked()).toBe(true)
    for (const step of [2, 3, 4]) {
      await answer(laptop, step)
      await laptop.getByRole('button', { name: step === 4 ? 'See my results' : 'Continue' }).click()
    }
    await laptop.waitForURL('**/assessment/results/*')

    expect(await worker.db.assessment.count({ where: { email } })).toBe(1)
    await phone.reload()
    await phone.getByRole('heading', { name: 'You carried on in another browser' }).waitFor()
  },
)

test('Enter in the e-mail field continues, and sends no link', async () => {
  const page = await cleanBrowser()
  await startAssessment(page)
  await answer(page, 1)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL('**/assessment/step/2')
  await answer(page, 2)
  await giveEmail(page, 'enter@example.com')
  await page.getByLabel('Work e-mail').press('Enter')
  await page.waitForURL('**/assessment/step/3')

  expect(await worker.db.emailMessage.count({ where: { kind: 'resume', status: 'pending' } })).toBe(0)
})
