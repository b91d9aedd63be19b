import { expect, test } from 'vitest'
import { EXPERIMENTS } from '#app/content/experiments.ts'
import { countAssessments } from '#app/services/roll-up/count-assessments.server.ts'
import { QUICK_CHECK } from '#tests/factories/quiz.ts'
import { askTeam } from '#tests/helpers/team.ts'
import { Visitor, answersOf, expectRedirect, textOf } from '#tests/helpers/visitor.ts'
import { useSyncedWorker } from '#tests/helpers/synced-worker.ts'

const OTHER = { mount: '/quick-check', quiz: QUICK_CHECK }
const DETAILS = {
  email: 'robin.sample@example.com',
  consent: 'yes',
  firstName: 'Robin',
  lastName: 'Sample',
  company: 'Example Works',
  phone: '+1 555 0100',
}

const { worker, portal } = await useSyncedWorker()

const pageOf = async (browser: Visitor, path: string) => (await browser.get(path)).text()

test('two scorecards in one browser at the same time do not mix: each has its own step, landing page and result', async () => {
  const browser = new Visitor(worker.url)
  await browser.start()
  await browser.start(OTHER.mount)
  expect(await pageOf(browser, '/quick-check/assessment/step/1')).toContain('name="daily_use_1"')
  expect(await pageOf(browser, '/assessment/step/1')).toContain('name="value_assurance_1"')

  // Without the name of a session, as a form of an older release: that of the address is meant.
  expectRedirect(await browser.post('/assessment/step/1', answersOf(1, 'B')), '/assessment/step/2')
  const saved = await browser.post('/quick-check/assessment/step/1/answers', answersOf(1, 'C', QUICK_CHECK))
  expect(await saved.json()).toEqual({ saved: true, next: '/quick-check/assessment/step/2' })
  const sessions = await worker.db.assessmentSession.findMany({ orderBy: { scorecard: 'asc' } })
  expect(sessions).toMatchObject([
    { scorecard: 'ai-readiness', totalSteps: 4, currentStep: 1, responses: answersOf(1, 'B') },
    { scorecard: 'quick-check', totalSteps: 3, currentStep: 1, responses: answersOf(1, 'C', QUICK_CHECK) },
  ])
  expect(await pageOf(browser, '/')).toContain('href="/assessment/step/2"')
  expect(await pageOf(browser, '/quick-check')).toContain('href="/quick-check/assessment/step/2"')

  const results = await browser.complete('C', {}, OTHER)
  expect(await pageOf(browser, '/quick-check')).toContain(`href="${results}"`)
  expect(await pageOf(browser, '/')).toContain('href="/assessment/step/2"')
  const page = await pageOf(browser, results)
  for (const { name } of QUICK_CHECK.areas) expect(page).toContain(name)
  expect(page).toContain(`href="${results}/report"`)
})

test('a team’s page has its scorecard’s name in its title', async () => {
  const owner = new Visitor(worker.url)
  await owner.start(OTHER.mount)
  const link = OTHER.mount + (await askTeam(owner, await owner.complete('C', {}, OTHER)))
  const { product } = QUICK_CHECK.brand!
  expect(await pageOf(owner, link)).toContain(`<title>Your leadership team - ${product}</title>`)
  expect(await pageOf(new Visitor(worker.url), link)).toMatch(new RegExp(`<title>.+ - ${product}</title>`))
})

test('a scorecard of three steps has no fourth, and completes with the third', async () => {
  const browser = new Visitor(worker.url)
  await browser.start(OTHER.mount)
  expect((await browser.get('/quick-check/assessment/step/4')).status).toBe(404)
  const results = await browser.complete('A', {}, OTHER)
  expect(results).toMatch(/^\/quick-check\/assessment\/results\//)
  const assessment = await worker.db.assessment.findFirstOrThrow()
  expect(assessment).toMatchObject({
    scorecard: 'quick-check',
    totalScore: 100,
    scoreBreakdown: { dailyUse: 100, safeData: 100, provenBenefit: 100 },
  })
  // At another scorecard's address a result leads to its own.
  const [, id = ''] = /([0-9a-f-]{36})$/.exec(results) ?? []
  const elsewhere = await browser.get(`/de/assessment/results/${id}?by-link`)
  expectRedirect(elsewhere, `/de${results}?by-link=`)
})

test('who takes both is one contact with the properties of both and two deals, and is counted in the funnel of each', async () => {
  const browser = new Visitor(worker.url)
  await browser.start()
  const readiness = await browser.complete('B')
  await browser.post(readiness, DETAILS)
  await expect.poll(() => portal.deals().length).toBe(1)
  await browser.start(OTHER.mount)
  const quick = await browser.complete('D', {}, OTHER)
  await browser.post(quick, DETAILS)
  await expect.poll(() => portal.deals().length).toBe(2)
  await expect.poll(() => worker.db.assessment.count({ where: { hubspotSyncStatus: 'synced' } })).toBe(2)

  expect(portal.contacts()).toHaveLength(1)
  expect(portal.contacts()[0]!.properties).toMatchObject({
    email: 'robin.sample@example.com',
    ai_assessment_score: '75',
    ai_governance_score: '75',
    quick_check_score: '25',
    quick_check_proven_benefit_score: '25',
  })
  const deals = portal.deals().map(({ properties }) => properties)
  expect(deals.map(({ dealname }) => dealname).sort()).toEqual([
    'AI Quick Check: Robin Sample, Example Works',
    'AI readiness assessment: Robin Sample, Example Works',
  ])
  expect(new Set(deals.map(({ ai_assessment_id: id }) => id)).size).toBe(2)

  await countAssessments(worker.db)
  const funnel = await worker.db.funnelDay.groupBy({
    by: ['scorecard'],
    _sum: { starts: true, completed: true, phoned: true },
    orderBy: { scorecard: 'asc' },
  })
  const once = { starts: 1, completed: 1, phoned: 1 }
  expect(funnel).toEqual([
    { scorecard: 'ai-readiness', _sum: once },
    { scorecard: 'quick-check', _sum: once },
  ])
})

test('HubSpot gets the language in which somebody has answered', async () => {
  const browser = new Visitor(worker.url)
  const german = { ...OTHER, mount: '/de/quick-check' }
  await browser.start(german.mount)
  await browser.post(await browser.complete('B', {}, german), DETAILS)
  await expect.poll(() => portal.contacts().length).toBe(1)
  expect(portal.contacts()[0]!.properties).toMatchObject({ hs_language: 'de' })
})

test('a scorecard without tests of its page has no variant to preview: a name is not known, and shows the page as it is', async () => {
  const [variant] = EXPERIMENTS.flatMap(({ variants }) => variants)
  const known = await new Visitor(worker.url).get(`/?variant=${variant!.key}`)
  expect([known.status, await known.text()]).toEqual([
    200,
    expect.stringContaining('You are looking at a preview'),
  ])
  const unknown = await new Visitor(worker.url).get(`${OTHER.mount}?variant=${variant!.key}`)
  const page = await textOf(unknown)
  expect(unknown.status).toBe(404)
  expect(page).toContain('There is no variant of this page by that name')
  expect(page).not.toContain('You are looking at a preview')
  expect(page).toContain(QUICK_CHECK.landing.headline)
})

test('the report of a scorecard goes by its name', async () => {
  const browser = new Visitor(worker.url)
  await browser.start(OTHER.mount)
  const results = await browser.complete('B', {}, OTHER)
  const report = await textOf(await browser.get(`${results}/report`))
  expect(report).toContain('AI Quick Check: report')
  expect(report).not.toContain('AI readiness')
})
