import { afterAll, expect, test } from 'vitest'
import { countAssessments } from '#app/services/roll-up/count-assessments.server.ts'
import { answersOf, expectRedirect, Visitor, fromNetwork } from '#tests/helpers/visitor.ts'
import { startChangedWorker } from '#tests/helpers/changed-content.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const HEADLINE = 'A headline that nobody has published'

const { worker, visitor } = await useTestWorker()
const [open, closed] = await Promise.all([
  startChangedWorker(worker, { CONTENT_PREVIEW: 'true' }),
  startChangedWorker(worker),
])
afterAll(() => Promise.all([open.miniflare.dispose(), closed.miniflare.dispose()]))

let networks = 5000
const looking = (url = open.url) => new Visitor(url, { ...fromNetwork(++networks), 'User-Agent': CHROME })
const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

test('a draft is at /preview in each language, says that it is one, and is for no search engine', async () => {
  const page = await looking().get('/preview')
  const html = await page.text()
  expect(page.status).toBe(200)
  expect(page.headers.get('X-Robots-Tag')).toBe('noindex')
  expect(page.headers.get('Cache-Control')).toBe('no-store')
  expect(html).toContain(HEADLINE)
  expect(html).toContain('You are looking at a draft')
  expect(html).not.toContain('rel="canonical"')
  const german = await (await looking().get('/preview/de')).text()
  expect(german).toContain('Sie sehen einen Entwurf')
  expect(german).toContain('action="/preview/de/assessment/start"')
})

test('visitors go on with what is published', async () => {
  const html = await (await looking().get('/')).text()
  expect(html).not.toContain(HEADLINE)
  expect(html).not.toContain('You are looking at a draft')
  // Counted after the page.
  await expect
    .poll(() => worker.db.funnelDay.count({ where: { trafficKind: 'visitor', landings: { gt: 0 } } }))
    .toBe(1)
})

test('where it is not set, where there is no draft and for the console, there is no preview', async () => {
  expect((await looking(closed.url).get('/preview')).status).toBe(404)
  expect((await visitor().get('/preview')).status).toBe(404)
  for (const path of [
    '/preview/quick-check',
    '/preview/nothing',
    '/preview/ops',
    '/preview/embed',
    '/preview/health',
  ])
    expect([path, (await looking().get(path)).status]).toEqual([path, 404])
})

test('a draft is taken from its first question to its result, and counts nowhere, and goes to nobody', async () => {
  const { db } = worker
  await db.webhookReceiver.create({
    data: { receiver: 'r'.repeat(64), events: ['assessment.completed', 'lead.qualified', 'lead.updated'] },
  })
  const before = await db.funnelDay.findMany({ where: { trafficKind: 'visitor' } })
  const tester = looking()
  const landing = await (await tester.get('/preview')).text()
  const hidden = Object.fromEntries(
    [...landing.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  ) as Record<string, string>
  // Nothing that the form says makes it a visit that counts.
  const begun = await tester.post('/preview/assessment/start', { ...hidden, traffic: 'visitor' })
  expectRedirect(begun, '/preview/assessment/step/1')
  const first = await (await tester.get('/preview/assessment/step/1')).text()
  expect(first).toContain('value="ai-readiness@2099-02-draft"')
  const quiz = 'ai-readiness@2099-02-draft'
  expectRedirect(
    await tester.post('/preview/assessment/step/1', { ...answersOf(1, 'B'), quiz }),
    '/preview/assessment/step/2',
  )
  const contact = { email: 'tester@example.com', consent: 'on', first_name: 'Kim', last_name: 'Lee' }
  const results = expectRedirect(
    await tester.post('/preview/assessment/step/2', { ...answersOf(2, 'B'), ...contact, quiz }),
  )
  const page = await (await tester.get(results)).text()
  expect(page).toContain('You are looking at a draft')

  const id = results.split('/').at(-1)!
  const stored = await db.assessment.findUniqueOrThrow({ where: { id } })
  expect(stored).toMatchObject({
    quizVersion: '2099-02-draft',
    trafficKind: 'preview',
    totalScore: 75,
    email: 'tester@example.com',
    hubspotSyncStatus: 'skipped',
    hubspotSyncError: 'draft',
  })
  const details = { ...contact, company: 'Acme', phone: '+49 30 1234567', intent: 'details' }
  await tester.post(results, details)
  expect(await db.hubspotSyncQueue.count()).toBe(0)
  expect(await db.webhookDelivery.count()).toBe(0)
  expect(await countAssessments(db)).toBeGreaterThan(0)
  expect(await db.funnelDay.findMany({ where: { trafficKind: 'visitor' } })).toEqual(before)
  expect(
    await db.funnelDay.findMany({ where: { landings: { gt: 0 }, quizVersion: '2099-02-draft' } }),
  ).toEqual([])
  for (const counted of [db.scoreDay, db.answerDay] as const)
    expect(await (counted as typeof db.scoreDay).count({ where: { quizVersion: '2099-02-draft' } })).toBe(0)
})

test('starts of a draft are limited as all are', async () => {
  const headers = fromNetwork(6000)
  const statuses = new Set<number>()
  for (let count = 0; count < 61; count++)
    statuses.add((await new Visitor(open.url, headers).post('/preview/assessment/start')).status)
  expect([...statuses]).toEqual([302, 429])
})
