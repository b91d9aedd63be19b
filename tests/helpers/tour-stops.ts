import type { Page } from 'playwright-core'
import { answerStep, continueFrom, startQuiz, takeQuiz, type Site } from './site.ts'

export interface Stop {
  status: number
  /** Brings a fresh browser to the page, whatever it takes. */
  go(page: Page, site: Site): Promise<void>
}

export const at = (status: number, path: string): Stop => ({
  status,
  go: async (page) => void (await page.goto(path)),
})

/** Opens a page with a cookie of our making: Chromium lets nobody plant a `__Host-` cookie on plain HTTP. */
export async function openWithCookie(page: Page, path: string, cookie: string): Promise<void> {
  await page.route(
    `**${path}`,
    async (route) => {
      const headers = { ...route.request().headers(), cookie }
      await route.fulfill({ response: await route.fetch({ headers }) })
    },
    { times: 1 },
  )
  await page.goto(path)
}

export async function toStep(page: Page, step: number): Promise<void> {
  await startQuiz(page)
  for (let done = 1; done < step; done += 1) {
    await answerStep(page, done, 'C')
    await continueFrom(page, done)
  }
}

export async function askForLink(page: Page, email: string): Promise<void> {
  await page.locator('summary').click()
  await page.locator('#email').fill(email)
  await page.locator('#consent').check()
  await page.locator('[name=intent]').click()
  await page.locator('.notice-success').waitFor()
}

export async function toUnlockedResults(page: Page): Promise<void> {
  await takeQuiz(page, 'D')
  await page.locator('#email').fill('ada@example.com')
  await page.locator('#consent').check()
  await submitContact(page)
}

export async function submitContact(page: Page): Promise<void> {
  await page.locator('.contact-form .button-primary').click()
  await page.locator('.notice-success').waitFor()
}

/** Posts a form as a page of ours would, or as a foreign one when the page is blank. */
export async function post(page: Page, url: string, fields: Record<string, string>): Promise<void> {
  await page.evaluate(
    ([action, entries]) => {
      const form = document.createElement('form')
      form.method = 'post'
      form.action = action
      for (const [name, value] of Object.entries(entries)) {
        const field = document.createElement('input')
        field.type = 'hidden'
        field.name = name
        field.value = value
        form.append(field)
      }
      document.body.append(form)
      form.submit()
    },
    [url, fields] as const,
  )
  await page.locator('.error-page').waitFor()
}

export async function postStart(page: Page, fields: Record<string, string>): Promise<void> {
  await page.goto('/')
  await post(page, '/assessment/start', fields)
}
