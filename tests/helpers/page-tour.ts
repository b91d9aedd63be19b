import type { Page } from 'playwright-core'
import { EXPERIMENTS } from '#app/content/experiments.ts'
import { deriveToken } from '#app/platform/token.server.ts'
import { answerFrom, fillContact, takeQuiz } from './site.ts'
import { TEST_SECRET } from './worker.ts'

import { TEAMS } from './tour-of-teams.ts'
import { PRIVACY_AND_REFUSALS } from './tour-of-refusals.ts'
import { type Stop, askForLink, at, submitContact, toStep, toUnlockedResults } from './tour-stops.ts'

/** Every page of the product in every state that looks different, by name. */
export const TOUR: Record<string, Stop> = {
  ...Object.fromEntries(
    EXPERIMENTS.flatMap(({ variants }) => variants).map(({ key }) => [
      `landing, preview of ${key}`,
      at(200, `/?variant=${key}`),
    ]),
  ),
  'landing, a variant that is not known': at(404, '/?variant=nothing'),
  'landing with an assessment under way': {
    status: 200,
    go: async (page) => {
      await toStep(page, 2)
      await page.goto('/')
    },
  },
  ...Object.fromEntries(
    [1, 2, 3, 4].map((step) => [`step ${step}`, { status: 200, go: (page: Page) => toStep(page, step) }]),
  ),
  'step with errors': {
    status: 422,
    go: async (page) => {
      await toStep(page, 2)
      await page.locator('#customer_safe_2-B').check()
      await page.locator('summary').click()
      await page.locator('#email').fill('ada@')
      await page.locator('.step-form .button-primary').click()
      await page.locator('.error-summary').waitFor()
    },
  },
  'step, link sent': {
    status: 200,
    go: async (page) => {
      await toStep(page, 2)
      await askForLink(page, 'link@example.com')
    },
  },
  'carrying on by link': {
    status: 200,
    go: async (page, { worker }) => {
      await toStep(page, 2)
      await askForLink(page, 'carry@example.com')
      const { id } = await worker.db.accessLink.findFirstOrThrow({
        where: { kind: 'resume' },
        orderBy: { createdAt: 'desc' },
      })
      await page.goto(`/assessment/resume/${await deriveToken(TEST_SECRET, id)}`)
    },
  },
  'results by a link': {
    status: 200,
    go: async (page, { worker }) => {
      await toUnlockedResults(page)
      const { id } = await worker.db.accessLink.findFirstOrThrow({
        where: { kind: 'results' },
        orderBy: { createdAt: 'desc' },
      })
      await page.context().clearCookies()
      await page.goto(`/assessment/results/${await deriveToken(TEST_SECRET, id)}`)
    },
  },
  'results before an e-mail': { status: 200, go: async (page) => void (await takeQuiz(page, 'C')) },
  'results with errors': {
    status: 422,
    go: async (page) => {
      await takeQuiz(page, 'B')
      await page.locator('#email').fill('ada@')
      await page.locator('.contact-form .button-primary').click()
      await page.locator('.error-summary').waitFor()
    },
  },
  'results with an e-mail': { status: 200, go: toUnlockedResults },
  'results that are shared': {
    status: 200,
    go: async (page) => {
      await toUnlockedResults(page)
      await page.getByRole('button', { name: 'Make a link to share' }).click()
      await page.locator('.shared-address').waitFor()
    },
  },
  'a shared result': {
    status: 200,
    go: async (page) => {
      await toUnlockedResults(page)
      await page.getByRole('button', { name: 'Make a link to share' }).click()
      const shared = await page.locator('.shared-address a').textContent()
      await page.context().clearCookies()
      await page.goto(new URL(shared!).pathname)
    },
  },
  'results with fixes tried': {
    status: 200,
    go: async (page) => {
      await takeQuiz(page, 'C')
      await page.getByRole('link', { name: 'See the score with that' }).click()
      await page.locator('.what-if-score').waitFor()
    },
  },
  'results after another time': {
    status: 200,
    go: async (page) => {
      await takeQuiz(page, 'D')
      await page.locator('#start-again button').click()
      await answerFrom(page, 'C')
      await page.locator('.last-time').waitFor()
    },
  },
  'a report': {
    status: 200,
    go: async (page) => {
      await takeQuiz(page, 'D')
      await page.getByRole('link', { name: 'Open the report' }).click()
      await page.locator('.report').waitFor()
    },
  },
  'a report that could not be printed': {
    status: 200,
    go: async (page) =>
      void (await page.goto(`/assessment/results/${await takeQuiz(page, 'D')}/report?no-pdf`)),
  },
  'taking it again, by a link': {
    status: 200,
    go: async (page) => {
      await takeQuiz(page, 'D')
      await page.getByRole('button', { name: 'Make a link for later' }).click()
      const link = await page.locator('#again .shared-address a').textContent()
      await page.context().clearCookies()
      await page.goto(new URL(link!).pathname)
    },
  },
  'a link whose cookie is missing': at(403, '/privacy/confirm'),
  'privacy of a forgotten browser': {
    status: 200,
    go: async (page) => {
      await takeQuiz(page, 'C')
      await page.getByRole('button', { name: 'Forget this browser' }).click()
      await page.waitForURL('**/privacy?forgotten')
    },
  },
  'results with every detail': {
    status: 200,
    go: async (page) => {
      await toUnlockedResults(page)
      await fillContact(page, 'details')
      await submitContact(page)
      await fillContact(page, 'phone')
      await page.locator('.contact-form .button-primary').click()
      await page.locator('.contact-form').waitFor({ state: 'detached' })
    },
  },
  accessibility: at(200, '/accessibility'),
  privacy: at(200, '/privacy'),
  ...TEAMS,
  ...PRIVACY_AND_REFUSALS,
}
