import type { Page } from 'playwright-core'
import { EXPERIMENTS } from '#app/domain/experiments/experiments.ts'
import { PRIVACY_LINKS_PER_NETWORK } from '#app/domain/limits.ts'
import { deriveToken } from '#app/platform/token.server.ts'
import { VISITOR_COOKIE } from '#app/web/visitor-cookie.server.ts'
import { fillLimits, networkCounters, useUpStarts } from './full-limits.ts'
import { askForPrivacyLink } from './privacy-link.ts'
import { answerFrom, answerStep, continueFrom, fillContact, startQuiz, takeQuiz, type Site } from './site.ts'
import { Visitor } from './visitor.ts'
import { TEST_SECRET } from './worker.ts'

export interface Stop {
  status: number
  /** Brings a fresh browser to the page, whatever it takes. */
  go(page: Page, site: Site): Promise<void>
}

const at = (status: number, path: string): Stop => ({
  status,
  go: async (page) => void (await page.goto(path)),
})

/** Opens a page with a cookie of our making: Chromium lets nobody plant a `__Host-` cookie on plain HTTP. */
async function openWithCookie(page: Page, path: string, cookie: string): Promise<void> {
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

async function toStep(page: Page, step: number): Promise<void> {
  await startQuiz(page)
  for (let done = 1; done < step; done += 1) {
    await answerStep(page, done, 'C')
    await continueFrom(page, done)
  }
}

async function askForLink(page: Page, email: string): Promise<void> {
  await page.locator('summary').click()
  await page.locator('#email').fill(email)
  await page.locator('#consent').check()
  await page.locator('[name=intent]').click()
  await page.locator('.notice-success').waitFor()
}

async function toUnlockedResults(page: Page): Promise<void> {
  await takeQuiz(page, 'D')
  await page.locator('#email').fill('ada@example.com')
  await page.locator('#consent').check()
  await submitContact(page)
}

async function submitContact(page: Page): Promise<void> {
  await page.locator('.contact-form .button-primary').click()
  await page.locator('.notice-success').waitFor()
}

/** Posts a form as a page of ours would, or as a foreign one when the page is blank. */
async function post(page: Page, url: string, fields: Record<string, string>): Promise<void> {
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

async function postStart(page: Page, fields: Record<string, string>): Promise<void> {
  await page.goto('/')
  await post(page, '/assessment/start', fields)
}

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
      await startQuiz(page)
      await page.locator('#value_assurance_2-B').check()
      await page.locator('summary').click()
      await page.locator('#email').fill('ada@')
      await page.locator('.step-form .button-primary').click()
      await page.locator('.error-summary').waitFor()
    },
  },
  'step, link sent': {
    status: 200,
    go: async (page) => {
      await startQuiz(page)
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
  'privacy, link sent': at(200, '/privacy?sent'),
  'privacy with an error': {
    status: 422,
    go: async (page) => {
      await page.goto('/privacy')
      await page.locator('#email').fill('ada@')
      await page.locator('.contact-form .button-primary').click()
      await page.locator('.error-summary').waitFor()
    },
  },
  'privacy, confirming an erasure': {
    status: 200,
    go: async (page, { worker }) => {
      const email = 'confirm@example.com'
      await page.goto(await askForPrivacyLink(worker.db, new Visitor(worker.url), email, 'erase'))
    },
  },
  'error 400': {
    status: 400,
    go: (page) => openWithCookie(page, '/assessment/step/1', `${VISITOR_COOKIE}=forged`),
  },
  'error 403': {
    status: 403,
    go: (page, site) => post(page, `${site.url}/assessment/start`, {}),
  },
  'error 404': at(404, '/no-such-page'),
  'error 409': {
    status: 409,
    go: async (page, { worker }) => {
      await startQuiz(page)
      await askForLink(page, 'moved@example.com')
      const { id } = await worker.db.accessLink.findFirstOrThrow({
        where: { kind: 'resume' },
        orderBy: { createdAt: 'desc' },
      })
      const elsewhere = new Visitor(worker.url)
      await elsewhere.post(`/assessment/resume/${await deriveToken(TEST_SECRET, id)}`)
      await page.goto('/assessment/step/1')
    },
  },
  'error 410': {
    status: 410,
    go: async (page, { worker }) => {
      await startQuiz(page)
      await worker.db.$executeRaw`UPDATE assessment_sessions SET "expiresAt" = now() - interval '1 second'`
      await page.goto('/assessment/step/1')
    },
  },
  'error 413': {
    status: 413,
    go: async (page) => {
      await startQuiz(page)
      await post(page, '/assessment/step/1', { email: 'x'.repeat(65 * 1024) })
    },
  },
  'start, a check': {
    status: 429,
    go: async (page, { worker }) => {
      await useUpStarts(worker.db, '203.0.113.77')
      await page.context().setExtraHTTPHeaders({ 'CF-Connecting-IP': '203.0.113.77' })
      // After a refused answer the page waits for its visitor.
      await postStart(page, { challenge: 'x', answer: '1' })
      await page.locator('[data-challenge] [type=submit]').waitFor()
    },
  },
  'start, held': {
    status: 422,
    go: (page) => postStart(page, { website: 'https://autofill.example', held: 'yes' }),
  },
  'error 429': {
    status: 429,
    go: async (page, { worker }) => {
      const network = '203.0.113.78'
      const counters = await networkCounters('privacy-network', network, PRIVACY_LINKS_PER_NETWORK)
      await fillLimits(worker.db, counters)
      await page.context().setExtraHTTPHeaders({ 'CF-Connecting-IP': network })
      await page.goto('/')
      await post(page, '/privacy/request', { email: 'ada@example.com' })
    },
  },
  'error 503': {
    status: 503,
    go: async (page, { worker }) => {
      await startQuiz(page)
      worker.gateway.setFaults({ refuse: {} })
      try {
        await page.goto('/assessment/step/1')
      } finally {
        worker.gateway.setFaults({})
      }
    },
  },
}
