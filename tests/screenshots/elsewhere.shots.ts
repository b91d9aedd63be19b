import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findQuiz } from '#app/content/scorecards.ts'
import { PRIVACY_LINKS_PER_NETWORK } from '#app/domain/limits.ts'
import { fillLimits, networkCounters } from '#tests/helpers/full-limits.ts'
import { type Site, startSite } from '#tests/helpers/site.ts'
import { toComparison } from '#tests/helpers/tour-of-teams.ts'
import { post } from '#tests/helpers/tour-stops.ts'
import { PAGE_LOOKS, picture, print, writeIndex } from './album.ts'

const QUICK_CHECK = { scorecard: 'quick-check', language: 'de' } as const
const QUIZ = findQuiz(QUICK_CHECK)

let site: Site

beforeAll(async () => {
  site = await startSite({ BRIEFING_URL: 'https://example.com/briefing' })
})
afterAll(async () => {
  await site.close()
  await writeIndex()
})

/** Takes the quick check from its start page. */
async function takeQuickCheck(view: Page): Promise<void> {
  await view.locator('#start button').click()
  for (const { step, questions } of QUIZ.areas) {
    await view.locator(`form[data-step="${step}"]`).waitFor()
    for (const { id } of questions) await view.locator(`#${id}-C`).check()
    await view.locator('.step-form .button-primary').click()
  }
}

test('the quick check in German: results, report', async () => {
  await using visit = await site.visit()
  const { page, problems } = visit
  await page.goto('/de/quick-check')
  await takeQuickCheck(page)
  await page.locator('.gauge').waitFor()
  await picture(page, 'quick check in German, results', PAGE_LOOKS)
  await page.goto(`${new URL(page.url()).pathname}/report`)
  await picture(page, 'quick check in German, report', PAGE_LOOKS)
  await print(page, 'quick check in German, report')
  expect(problems).toEqual([])
})

test('errors 429 and 410 in German', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const network = '203.0.113.79'
  await fillLimits(
    site.worker.db,
    await networkCounters('privacy-network', network, PRIVACY_LINKS_PER_NETWORK),
  )
  await page.context().setExtraHTTPHeaders({ 'CF-Connecting-IP': network })
  await page.goto('/de')
  await post(page, '/de/privacy/request', { email: 'ada@example.com' })
  await picture(page, 'error 429 in German', PAGE_LOOKS)
  await page.goto('/de')
  await page.locator('#start button').click()
  await page.waitForURL('**/assessment/step/1')
  await site.worker.db.$executeRaw`UPDATE assessment_sessions SET "expiresAt" = now() - interval '1 second'`
  await page.goto('/de/assessment/step/1')
  await picture(page, 'error 410 in German', PAGE_LOOKS)
})

test('a team after one of it has been erased', async () => {
  await using visit = await site.visit()
  const { page, problems } = visit
  await toComparison(page, site)
  const { db } = site.worker
  const { id } = await db.assessment.findFirstOrThrow({
    where: { teamId: { not: null } },
    orderBy: { createdAt: 'desc' },
  })
  await db.assessment.delete({ where: { id } })
  await page.reload()
  await picture(page, 'a team after an erasure', PAGE_LOOKS)
  expect(problems).toEqual([])
})
