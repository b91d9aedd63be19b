import { PRIVACY_LINKS_PER_NETWORK } from '#app/domain/limits.ts'
import { deriveToken } from '#app/platform/token.server.ts'
import { VISITOR_COOKIE } from '#app/web/visitor-cookie.server.ts'
import { fillLimits, networkCounters, useUpStarts } from './full-limits.ts'
import { askForPrivacyLink } from './privacy-link.ts'
import { startQuiz } from './site.ts'
import { Visitor } from './visitor.ts'
import { TEST_SECRET } from './worker.ts'

import { type Stop, askForLink, at, openWithCookie, post, postStart, toStep } from './tour-stops.ts'

/** Privacy pages, and what is said where something cannot be done. */
export const PRIVACY_AND_REFUSALS: Record<string, Stop> = {
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
      await toStep(page, 2)
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
