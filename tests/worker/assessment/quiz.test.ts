import { CONSENT } from '#app/domain/lead/consent.ts'
import { expect, test } from 'vitest'
import { answersOf, expectRedirect } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const { worker, visitor } = await useTestWorker({ BRIEFING_URL: 'https://example.com/briefing' })

async function rowCounts() {
  const [sessions, assessments, outbox] = await Promise.all([
    worker.db.assessmentSession.count(),
    worker.db.assessment.count(),
    worker.db.hubspotSyncQueue.count(),
  ])
  return { sessions, assessments, outbox }
}

test('a prospect gets from the landing page to a stored result', async () => {
  const prospect = visitor()
  expect((await prospect.get('/')).status).toBe(200)
  await prospect.start()
  const path = await prospect.complete('B', { email: 'Lead@Example.com', consent: 'yes' })
  const page = await (await prospect.get(path)).text()
  expect(page).toContain('AI Value Builder')

  const assessment = await worker.db.assessment.findUniqueOrThrow({ where: { id: path.split('/').at(-1)! } })
  expect(assessment).toMatchObject({
    totalScore: 75,
    scoreCategory: 'builder',
    scoreBreakdown: { valueAssurance: 75, customerSafe: 75, riskCompliance: 75, governance: 75 },
    email: 'lead@example.com',
    leadQuality: 'basic',
    hubspotSyncStatus: 'pending',
    consentTextVersion: CONSENT.version,
    consentPurposes: ['results', 'contact'],
  })
  expect(Object.keys(assessment.responses as object)).toHaveLength(16)
  const outbox = await worker.db.hubspotSyncQueue.findMany({ where: { assessmentId: assessment.id } })
  expect(outbox).toMatchObject([{ syncType: 'contact', status: 'pending', retryCount: 0 }])
  expect(await worker.db.assessmentSession.count({ where: { sessionId: assessment.sessionId } })).toBe(0)
})

test('without an e-mail nothing is queued for HubSpot', async () => {
  const prospect = visitor()
  await prospect.start()
  const path = await prospect.complete('A')
  const id = path.split('/').at(-1)!
  const assessment = await worker.db.assessment.findUniqueOrThrow({ where: { id } })
  expect(assessment).toMatchObject({ hubspotSyncStatus: 'skipped', email: null, consentAt: null })
  expect(await worker.db.hubspotSyncQueue.count({ where: { assessmentId: id } })).toBe(0)
})

test('contact details given little by little end in one open outbox row with all of them', async () => {
  const prospect = visitor()
  await prospect.start()
  const path = await prospect.complete('A')
  const id = path.split('/').at(-1)!
  expect(await (await prospect.get(path)).text()).not.toContain('Put your name on the report')

  expectRedirect(
    await prospect.post(path, { email: 'grow@example.org', consent: 'yes' }),
    `${path}?saved#next-steps`,
  )
  expectRedirect(await prospect.post(path, { firstName: 'Ada', lastName: 'Example', company: 'Example Ltd' }))
  expectRedirect(await prospect.post(path, { phone: '+44 20 7946 0000' }))

  expect(await worker.db.assessment.findUniqueOrThrow({ where: { id } })).toMatchObject({
    leadQuality: 'executive_briefing_qualified',
    qualifiedForBriefing: true,
    firstName: 'Ada',
    hubspotSyncStatus: 'pending',
  })
  const rows = await worker.db.hubspotSyncQueue.findMany({ where: { assessmentId: id } })
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({
    syncType: 'contact_and_deal',
    payload: { email: 'grow@example.org', company: 'Example Ltd', phone: '+44 20 7946 0000' },
  })
})

test('an assessment under way is offered for resumption on the landing page', async () => {
  const prospect = visitor()
  await prospect.start()
  expectRedirect(await prospect.post('/assessment/step/1', answersOf(1, 'B')), '/assessment/step/2')
  expect(await (await prospect.get('/')).text()).toContain('href="/assessment/step/2"')
  expectRedirect(await prospect.get('/assessment/step/4'), '/assessment/step/2')
})

test('two tabs that save at once lose no answer', async () => {
  const prospect = visitor()
  await prospect.start()
  const save = (fields: Record<string, string>) =>
    prospect.post('/assessment/step/1/answers', fields, { Accept: 'application/json' })
  const responses = await Promise.all([
    save({ value_assurance_1: 'A' }),
    save({ value_assurance_2: 'B' }),
    save({ value_assurance_3: 'C' }),
    save({ value_assurance_4: 'D' }),
  ])
  for (const response of responses) expect(await response.json()).toEqual({ saved: true })
  const page = await (await prospect.get('/assessment/step/1')).text()
  expect(page.match(/checked=""/g)).toHaveLength(4)
})

test('the same completion posted ten times at once makes one assessment and one outbox row', async () => {
  const prospect = visitor()
  await prospect.start()
  for (const step of [1, 2, 3]) await prospect.post(`/assessment/step/${step}`, answersOf(step, 'D'))
  const before = await rowCounts()
  const last = { ...answersOf(4, 'D'), email: 'ten@example.com', consent: 'yes' }
  const responses = await Promise.all(
    Array.from({ length: 10 }, () => prospect.post('/assessment/step/4', last)),
  )
  const locations = new Set(responses.map((response) => expectRedirect(response)))
  expect(locations.size).toBe(1)
  const after = await rowCounts()
  expect(after).toEqual({
    sessions: before.sessions - 1,
    assessments: before.assessments + 1,
    outbox: before.outbox + 1,
  })
})

test('results open only for the browser that made them', async () => {
  const owner = visitor()
  await owner.start()
  const path = await owner.complete('C')
  const stranger = visitor()
  expect((await stranger.get(path)).status).toBe(404)
  await stranger.start()
  expect((await stranger.get(path)).status).toBe(404)
  expect((await stranger.post(path, { email: 'thief@example.com', consent: 'yes' })).status).toBe(404)
  expect((await owner.get(path)).status).toBe(200)
  await owner.start()
  expect((await owner.get(path)).status).toBe(200)
})

test('a browser that keeps no cookies is told so after its start, with a way on; who opens a step from elsewhere is led to the start', async () => {
  const first = expectRedirect(await visitor().post('/assessment/start'))
  const fromHere: Record<string, string>[] = [
    { 'Sec-Fetch-Site': 'same-origin' },
    { Referer: `${worker.url}/` },
  ]
  for (const headers of fromHere) {
    const page = await visitor().get(first, headers)
    expect(page.status).toBe(403)
    const text = await page.text()
    expect(text).toContain('This browser keeps no cookies for this site')
    expect(text).toContain('href="/"')
  }
  const elsewhere = { 'Sec-Fetch-Site': 'cross-site', Referer: 'https://news.example/' }
  expectRedirect(await visitor().get(first, elsewhere), '/')
  expectRedirect(await visitor().get(first), '/')
})
