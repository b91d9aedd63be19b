import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COMPATIBILITY_DATE } from '#dev/miniflare-worker.ts'
import { Visitor } from '#tests/helpers/visitor.ts'
import { type TestWorker, startTestWorker } from '#tests/helpers/worker.ts'
import { CRON_JOBS } from '#workers/cron.ts'

let worker: TestWorker

beforeAll(async () => {
  worker = await startTestWorker()
})
afterAll(() => worker.close())

const health = async () => {
  const response = await fetch(`${worker.url}/health`)
  return { status: response.status, body: (await response.json()) as { problems: string[]; jobs: object } }
}

test('every cron expression of wrangler.toml has one job, and the reverse', async () => {
  const toml = await readFile('wrangler.toml', 'utf8')
  const [, list = ''] = /^crons = \[([^\]]*)\]/m.exec(toml) ?? []
  const expressions = [...list.matchAll(/"([^"]+)"/g)].map(([, expression]) => expression)
  expect(expressions.toSorted()).toEqual(Object.keys(CRON_JOBS).toSorted())
  const names = Object.values(CRON_JOBS).map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})

test('tests and benchmarks run on the compatibility date that is deployed', async () => {
  expect(await readFile('wrangler.toml', 'utf8')).toContain(`compatibility_date = "${COMPATIBILITY_DATE}"`)
})

test('an unknown cron expression is logged and deletes nothing', async () => {
  const prospect = new Visitor(worker.url)
  await prospect.start()
  await worker.db.$executeRaw`UPDATE assessment_sessions SET "expiresAt" = now() - interval '1 minute'`
  await worker.cron('13 13 13 13 *')
  expect(await worker.db.assessmentSession.count()).toBe(1)
  expect(worker.logs.some((line) => line.includes('cron_unknown'))).toBe(true)
})

test('the job for expired sessions deletes those and is noted on the health page', async () => {
  await worker.db.$executeRaw`DELETE FROM assessment_sessions`
  const [expired, live] = [new Visitor(worker.url), new Visitor(worker.url)]
  await expired.start()
  await worker.db.$executeRaw`UPDATE assessment_sessions SET "expiresAt" = now() - interval '2 hours'`
  await live.start()
  expect(await health()).toMatchObject({ status: 503, body: { problems: ['expired_sessions'] } })

  const expression = Object.keys(CRON_JOBS).find((key) => CRON_JOBS[key]?.name === 'expire_sessions')!
  await worker.cron(expression)
  expect(await worker.db.assessmentSession.count()).toBe(1)
  expect((await live.get('/assessment/step/1')).status).toBe(200)
  const after = await health()
  expect(after).toMatchObject({ status: 200, body: { problems: [] } })
  expect(after.body.jobs).toHaveProperty('expire_sessions')
  await expect.poll(() => worker.gateway.stats().openConnections).toBe(0)
})

test('the health page is a 503 when a lead waits too long, and when the database is away', async () => {
  const hubspot = await startTestWorker({ HUBSPOT_ACCESS_TOKEN: 'pat-test' })
  try {
    const prospect = new Visitor(hubspot.url)
    await prospect.start()
    await prospect.complete('C', { email: 'late@example.com', consent: 'yes' })
    // The attempt right after the response, which reaches nobody here.
    await expect
      .poll(async () => (await hubspot.db.hubspotSyncQueue.findFirstOrThrow()).lastError, { timeout: 20_000 })
      .not.toBeNull()
    await hubspot.db.$executeRaw`
      UPDATE hubspot_sync_queue SET status = 'pending', "nextRetryAt" = now() - interval '31 minutes', "completedAt" = NULL`
    const late = await fetch(`${hubspot.url}/health`)
    expect(late.status).toBe(503)
    expect(await late.json()).toMatchObject({ problems: ['hubspot_queue'] })
    hubspot.gateway.setFaults({ refuse: {} })
    const away = await fetch(`${hubspot.url}/health`)
    expect(away.status).toBe(503)
    expect(await away.json()).toMatchObject({ database: 'unreachable' })
  } finally {
    await hubspot.close()
  }
})
