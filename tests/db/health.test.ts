import { describe, expect, onTestFinished, test } from 'vitest'
import { createNodeClient } from '#app/data/node-client.server.ts'
import { recordJobSuccess } from '#app/data/health.server.ts'
import { takeCall } from '#app/data/hubspot/state.server.ts'
import { pauseOperation } from '#app/data/pauses.server.ts'
import { DAY, MINUTE } from '#app/domain/duration.ts'
import { PORTAL_BUDGET } from '#app/domain/limits.ts'
import { OPERATIONS, OPTIONAL_OPERATIONS } from '#app/domain/pause.ts'
import { JOB_SCHEDULE, type JobName } from '#app/platform/job-schedule.ts'
import { type HealthExpectations, checkHealth } from '#app/services/check-health.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestEmailMessage, createTestQueueRow } from '#tests/factories/outbox.ts'
import { createTestErasure } from '#tests/factories/privacy.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { letSecondsPass } from '#tests/helpers/passing-time.ts'

const database = await useTestDatabase()
const { db } = database

const EXPECTED: HealthExpectations = { retentionDays: 30, hubspot: true }

/** Jobs go on running while other things stand still. */
async function pass(seconds: number): Promise<void> {
  await letSecondsPass(db, seconds)
  for (const job of Object.keys(JOB_SCHEDULE)) await recordJobSuccess(db, job, new Date())
}
const problems = async (expected = EXPECTED) => (await checkHealth(db, expected)).problems

const WAITING = {
  hubspot_queue: async () => void (await createTestQueueRow(db, await createTestAssessment(db))),
  email_queue: async () => void (await createTestEmailMessage(db)),
  open_erasures: async () => void (await createTestErasure(db)),
  expired_sessions: async () => {
    await createTestAssessmentSession(db, { expiresAt: new Date() })
  },
}

test.for(Object.entries(WAITING))(
  '%s is a problem within fifteen minutes, and not before the next cron runs',
  async ([problem, create]) => {
    await create()
    await pass(11 * MINUTE)
    expect(await problems()).toEqual([])
    await pass(4 * MINUTE)
    expect(await checkHealth(db, EXPECTED)).toMatchObject({ healthy: false, problems: [problem] })
  },
)

test.for(['hubspot_sync_queue', 'email_messages', 'erasures'])(
  'each try makes a row of %s due anew, and its age is still that of the need',
  async (table) => {
    await WAITING.hubspot_queue()
    await WAITING.email_queue()
    await WAITING.open_erasures()
    await pass(15 * MINUTE)
    await db.$executeRawUnsafe(
      `UPDATE ${table} SET "nextRetryAt" = now() + interval '1 hour', "lastAttemptAt" = now()`,
    )
    expect(await problems()).toEqual(['hubspot_queue', 'email_queue', 'open_erasures'])
  },
)

test.for(OPERATIONS.filter((operation) => !OPTIONAL_OPERATIONS.includes(operation)))(
  'a pause of %s is a problem within fifteen minutes, however often it is tried',
  async (operation) => {
    const pause = {
      operation,
      reason: 'authentication',
      evidence: 'authentication status=401',
      seconds: 60,
    } as const
    await pauseOperation(db, pause)
    await pass(11 * MINUTE)
    expect(await problems()).toEqual([])
    await pauseOperation(db, pause)
    await pass(4 * MINUTE)
    expect(await problems()).toEqual([operation === 'mail' ? 'mail_paused' : 'hubspot_paused'])
  },
)

test('twenty leads that died of a missing property are a problem at once, three hours later too, until they are scrubbed', async () => {
  const lastError = 'property_missing status=400 codes=PROPERTY_DOESNT_EXIST properties=ai_lead_quality'
  for (let lead = 0; lead < 20; lead++)
    await createTestQueueRow(db, await createTestAssessment(db), { status: 'dead', lastError })
  expect(await checkHealth(db, EXPECTED)).toMatchObject({
    problems: ['hubspot_dead'],
    deadSyncs: 20,
    see: { hubspot_dead: 'npm run hubspot:status' },
  })
  await pass(3 * 60 * MINUTE)
  expect(await problems()).toEqual(['hubspot_dead'])
  await pass(31 * DAY)
  await db.$executeRaw`SELECT * FROM scrub_assessments(now() - interval '30 days', '-infinity', 100)`
  expect(await problems()).toEqual([])
})

test('an e-mail that was given up is a problem until its contents are gone', async () => {
  const { id } = await createTestEmailMessage(db, { status: 'dead', lastError: 'outcome_unknown' })
  expect(await checkHealth(db, EXPECTED)).toMatchObject({ problems: ['email_dead'], deadEmails: 1 })
  await db.emailMessage.update({ where: { id }, data: { payload: {}, recipient: null } })
  expect(await problems()).toEqual([])
})

test('an e-mail to an address that the provider refuses is no problem: anybody can ask for one', async () => {
  for (const kind of ['privacy', 'resume', 'results'])
    await createTestEmailMessage(db, { kind, status: 'dead', lastError: 'address_refused' })
  expect(await checkHealth(db, EXPECTED)).toMatchObject({ healthy: true, deadEmails: 0 })
})

test('an e-mail that its network has to wait for is no problem, one that waits for the cap on all e-mails is', async () => {
  const deferred = { deferredUntil: new Date(Date.now() + 60 * MINUTE * 1000) }
  const { id } = await createTestEmailMessage(db, { ...deferred, lastError: 'network_cap' })
  await pass(20 * MINUTE)
  expect(await problems()).toEqual([])
  await db.emailMessage.update({ where: { id }, data: { lastError: 'total_cap' } })
  expect(await problems()).toEqual(['email_queue'])
  await db.emailMessage.update({ where: { id }, data: { lastError: 'network_cap' } })
  await pass(50 * MINUTE)
  expect(await problems()).toEqual([])
  await pass(5 * MINUTE)
  expect(await problems()).toEqual(['email_queue'])
})

test('of open e-mails that caps let go at different times, the one counts that has waited longest since', async () => {
  const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE * 1000)
  const waits = async () => Math.round((await checkHealth(db, EXPECTED)).oldestOpenEmailSeconds! / MINUTE)
  const lastError = 'network_cap'
  await createTestEmailMessage(db, { createdAt: ago(90), deferredUntil: ago(5), lastError })
  expect(await waits()).toBe(5)
  await createTestEmailMessage(db, { createdAt: ago(20) })
  expect(await waits()).toBe(20)
  await createTestEmailMessage(db, { createdAt: ago(60), deferredUntil: ago(40), lastError })
  expect(await waits()).toBe(40)
  await createTestEmailMessage(db, { createdAt: ago(50), deferredUntil: ago(1), lastError: 'total_cap' })
  expect(await waits()).toBe(50)
})

test('an erasure that nobody can finish any more is a problem', async () => {
  await createTestErasure(db, { status: 'dead', email: null })
  expect(await checkHealth(db, EXPECTED)).toMatchObject({ problems: ['dead_erasures'], deadErasures: 1 })
})

describe('contacts in the CRM past their period', () => {
  const night = (outcome: string, finishedAt: Date | null = new Date()) =>
    db.retentionRun.create({
      data: { job: 'clear_crm_contacts', startedAt: new Date(Date.now() - 1_000), finishedAt, outcome },
    })

  test.for(['partial', 'failed'])('nights that are %s are a problem after seven', async (outcome) => {
    for (let count = 0; count < 7; count++) {
      await night(outcome)
      expect(await problems()).toEqual([])
      await pass(DAY)
    }
    await night(outcome)
    expect(await checkHealth(db, EXPECTED)).toMatchObject({
      problems: ['crm_retention'],
      see: { crm_retention: 'npm run privacy:status' },
    })
    await pass(MINUTE)
    await night('completed')
    expect(await problems()).toEqual([])
  })

  test('a night that was cut off has not come to its end', async () => {
    await night('completed')
    for (let count = 0; count < 9; count++) {
      await pass(DAY)
      await night('completed', null)
    }
    expect(await problems()).toEqual(['crm_retention'])
  })

  test('where the step is no longer carried out nobody is told of it', async () => {
    await night('partial')
    await pass(9 * DAY)
    expect(await problems()).toEqual([])
  })
})

test('personal data past its retention is a problem fifteen minutes after the daily job should have scrubbed it', async () => {
  await createTestAssessment(db)
  await pass(31 * DAY)
  expect(await problems()).toEqual([])
  await pass(15 * MINUTE)
  expect(await problems()).toEqual(['unscrubbed_assessments'])
})

test.for(Object.keys(JOB_SCHEDULE) as JobName[])(
  '%s is a problem within fifteen minutes of the time by which it should have run',
  async (job) => {
    await pass(0)
    const interval = job === 'enforce_retention' ? DAY : 0
    const others = Object.keys(JOB_SCHEDULE).filter((name) => name !== job)
    const passWithout = async (seconds: number) => {
      await letSecondsPass(db, seconds)
      for (const name of others) await recordJobSuccess(db, name, new Date())
    }
    await passWithout(interval + 11 * MINUTE)
    expect(await problems()).toEqual([])
    await passWithout(4 * MINUTE)
    expect(await checkHealth(db, EXPECTED)).toMatchObject({
      problems: [`job:${job}`],
      see: { [`job:${job}`]: 'npx wrangler tail' },
    })
  },
)

test('crons that leave a sleeping database alone for half an hour are not late before that', async () => {
  await WAITING.hubspot_queue()
  await pass(0)
  const asleep = { ...EXPECTED, idleMinutes: 30 }
  await letSecondsPass(db, 38 * MINUTE)
  expect(await problems(asleep)).toEqual([])
  await letSecondsPass(db, 2 * MINUTE)
  expect(await problems(asleep)).toContain('hubspot_queue')
})

const NO_TOKEN = { ...EXPECTED, hubspot: false }

test('where HubSpot was never used leads wait, and that is no problem', async () => {
  await WAITING.hubspot_queue()
  await pass(DAY)
  await db.assessment.updateMany({ data: { createdAt: new Date() } })
  expect(await problems(NO_TOKEN)).toEqual([])
})

test('a token for HubSpot that got lost is a problem within fifteen minutes of the first lead that waits', async () => {
  await takeCall(db, PORTAL_BUDGET)
  await pass(DAY)
  expect(await problems(NO_TOKEN)).toEqual([])
  await WAITING.hubspot_queue()
  await pass(11 * MINUTE)
  expect(await problems(NO_TOKEN)).toEqual([])
  await pass(4 * MINUTE)
  expect(await checkHealth(db, NO_TOKEN)).toMatchObject({
    problems: ['hubspot_not_configured'],
    see: { hubspot_not_configured: 'npx wrangler secret put HUBSPOT_ACCESS_TOKEN' },
  })
  expect(await problems()).toEqual(['hubspot_queue'])
})

test('a database that takes no writes is a problem at once', async () => {
  expect(await checkHealth(db, EXPECTED)).toMatchObject({ healthy: true, database: 'ok', readOnly: false })
  await db.$executeRaw`
    DO $$ BEGIN
      EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only TO on', current_database());
    END $$`
  const locked = createNodeClient(database.url)
  onTestFinished(async () => {
    await locked.$disconnect()
    await db.$executeRaw`
      DO $$ BEGIN
        EXECUTE format('ALTER DATABASE %I RESET default_transaction_read_only', current_database());
      END $$`
  })
  expect(await checkHealth(locked, EXPECTED)).toMatchObject({
    healthy: false,
    database: 'read_only',
    problems: ['database_read_only'],
    see: { database_read_only: 'npm run db:migrate' },
  })
})
