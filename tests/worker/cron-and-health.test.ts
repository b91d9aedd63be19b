import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { JOB_SCHEDULE } from '#app/platform/job-schedule.ts'
import { COMPATIBILITY_DATE } from '#dev/worker/miniflare.ts'
import { resetTestDatabase } from '#tests/helpers/database.ts'
import { NOBODY_LISTENS } from '#tests/helpers/nobody-listens.ts'
import { Visitor, fetchOnce } from '#tests/helpers/visitor.ts'
import { type TestWorker, startTestWorker } from '#tests/helpers/worker.ts'
import { CRON_JOBS } from '#workers/cron.ts'

let worker: TestWorker

beforeAll(async () => {
  worker = await startTestWorker()
})
beforeEach(() => resetTestDatabase(worker.db))
afterAll(() => worker.close())

const health = async () => {
  const response = await fetchOnce(`${worker.url}/health`)
  return { status: response.status, body: (await response.json()) as { problems: string[]; jobs: object } }
}

test('every cron expression of wrangler.toml has one job, and the reverse, and there are five at most', async () => {
  const toml = await readFile('wrangler.toml', 'utf8')
  const [, list = ''] = /^crons = \[([^\]]*)\]/m.exec(toml) ?? []
  const expressions = [...list.matchAll(/"([^"]+)"/g)].map(([, expression]) => expression)
  expect(expressions.toSorted()).toEqual(Object.keys(CRON_JOBS).toSorted())
  expect(expressions).toHaveLength(Object.keys(JOB_SCHEDULE).length)
  expect(expressions.length).toBeLessThanOrEqual(5)
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
  await expect.poll(() => worker.logs.some((line) => line.includes('cron_unknown'))).toBe(true)
})

test('the job for expired sessions deletes those and is noted on the health page', async () => {
  const [expired, live] = [new Visitor(worker.url), new Visitor(worker.url)]
  await expired.start()
  await worker.db.$executeRaw`UPDATE assessment_sessions SET "expiresAt" = now() - interval '2 hours'`
  await live.start()
  expect(await health()).toMatchObject({ status: 503, body: { problems: ['expired_sessions'] } })

  await worker.runJob('expire_sessions')
  expect(await worker.db.assessmentSession.count()).toBe(1)
  expect((await live.get('/assessment/step/1')).status).toBe(200)
  const after = await health()
  expect(after).toMatchObject({ status: 200, body: { problems: [] } })
  expect(after.body.jobs).toHaveProperty('expire_sessions')
  await expect.poll(() => worker.gateway.stats().openConnections).toBe(0)
})

test('a deployment whose jobs never ran shows on the health page once they are overdue', async () => {
  const schemaSince = (interval: string) =>
    worker.db.$executeRawUnsafe(`UPDATE _prisma_migrations SET finished_at = now() - interval '${interval}'`)
  try {
    await schemaSince('11 minutes')
    expect(await health()).toMatchObject({ status: 200, body: { problems: [], jobs: {} } })
    await schemaSince('15 minutes')
    expect(await health()).toMatchObject({
      status: 503,
      body: {
        problems: ['job:deliver_emails', 'job:drain_hubspot', 'job:expire_sessions', 'job:erase_in_hubspot'],
      },
    })
    await schemaSince('25 hours')
    expect((await health()).body.problems).toContain('job:enforce_retention')
  } finally {
    await schemaSince('0 seconds')
  }
})

test('e-mail that is refused again and again shows on the health page, although each try makes it due anew', async () => {
  const hashes = { recipientHash: 'hash', mailboxHash: 'mailbox' }
  const email = { kind: 'privacy', recipient: 'ada@example.com', ...hashes, payload: {} }
  const makeWaiting = async (minutes: number) => {
    await worker.db.emailMessage.deleteMany()
    await worker.db.emailMessage.create({ data: { ...email, lastError: 'key_refused' } })
    await worker.db
      .$executeRaw`UPDATE email_messages SET "createdAt" = now() - make_interval(mins => ${minutes}::int)`
  }
  try {
    await makeWaiting(11)
    expect((await health()).body.problems).toEqual([])
    await makeWaiting(15)
    expect(await health()).toMatchObject({ status: 503, body: { problems: ['email_queue'] } })
  } finally {
    await worker.db.emailMessage.deleteMany()
  }
})

test('the health page is a 503 when a lead waits too long, and when the database is away', async () => {
  const hubspot = await startTestWorker({
    HUBSPOT_ACCESS_TOKEN: 'pat-test',
    HUBSPOT_BASE_URL: NOBODY_LISTENS,
  })
  try {
    const prospect = new Visitor(hubspot.url)
    await prospect.start()
    await prospect.complete('C', { email: 'late@example.com', consent: 'yes' })
    // The attempt right after the response, which reaches nobody here.
    await expect
      .poll(async () => (await hubspot.db.hubspotSyncQueue.findFirstOrThrow()).lastError)
      .not.toBeNull()
    await hubspot.db.$executeRaw`
      UPDATE hubspot_sync_queue SET status = 'pending', "createdAt" = now() - interval '15 minutes', "completedAt" = NULL`
    const late = await fetchOnce(`${hubspot.url}/health`)
    expect(late.status).toBe(503)
    expect(await late.json()).toMatchObject({
      problems: ['hubspot_queue'],
      see: { hubspot_queue: 'npm run hubspot:status' },
    })
    hubspot.gateway.setFaults({ refuse: {} })
    const away = await fetchOnce(`${hubspot.url}/health`)
    expect(away.status).toBe(503)
    expect(await away.json()).toMatchObject({
      database: 'unreachable',
      see: { database: 'npm run db:migrate' },
    })
  } finally {
    await hubspot.close()
  }
})
