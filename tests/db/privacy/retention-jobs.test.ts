import { expect, test } from 'vitest'
import type { Database, PrismaClient } from '#app/data/database.server.ts'
import { readLastRuns, readRetentionStatus } from '#app/data/privacy/retention-status.server.ts'
import { parseConfig, parseSettings } from '#app/platform/config.server.ts'
import { deleteFinishedRows } from '#app/services/privacy/delete-finished-rows.server.ts'
import { expireSessions } from '#app/services/privacy/expire-sessions.server.ts'
import { scrubPersonalData } from '#app/services/privacy/scrub-personal-data.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestEmailMessage, createTestQueueRow } from '#tests/factories/outbox.ts'
import { createTestErasure, createTestPrivacyRequest } from '#tests/factories/privacy.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { withRollback, useTestDatabase } from '#tests/helpers/database.ts'

const database = await useTestDatabase({ max: 8 })
const { db } = database

const LONG_AGO = new Date('2020-01-01T00:00:00Z')
const BOUNDS = { retentionDays: 30, seconds: 60, clock: () => 0 }

/** A clock that moves by a second with every look at it. */
function ticking() {
  let time = 0
  return () => (time += 1_000)
}

async function createDue(count: number, from: Database = db) {
  for (let number = 0; number < count; number++) {
    const createdAt = new Date(LONG_AGO.getTime() + number)
    await createTestQueueRow(from, await createTestAssessment(from, { createdAt }))
  }
}

const unscrubbed = () => db.assessment.count({ where: { emailScrubbedAt: null } })

test.each(['0', '-1', '29.5', '366', 'thirty', '', 'Infinity', '30 days'])(
  'a retention of %j days is refused',
  (days) => {
    const settings = { IP_HASH_SECRET: 'x'.repeat(32), RETENTION_DAYS: days }
    expect(() => parseSettings(settings, ['RETENTION_DAYS'])).toThrow('RETENTION_DAYS must be')
    expect(() => parseConfig(settings)).toThrow('RETENTION_DAYS must be')
  },
)

test('the scrub goes through all batches and leaves one row in the log, without anything personal', async () => {
  await createDue(7)
  const kept = await createTestAssessment(db)

  const summary = await scrubPersonalData(db, BOUNDS, 3)

  expect(summary).toEqual({ affectedRows: 7, partial: false, oldestPersonalLeftAt: kept.createdAt })
  expect(await unscrubbed()).toBe(1)
  expect(await readLastRuns(db, 5)).toMatchObject([
    { job: 'scrub_expired_pii', affectedRows: 7, outcome: 'completed', oldestPersonalLeftAt: kept.createdAt },
  ])
})

test.each([
  ['one second before', '-1 second', 0],
  ['at', '0', 1],
  ['one second after', '1 second', 1],
])('%s the cut-off in a session in New York across a change of its clocks', async (_, past, scrubbed) => {
  await withRollback(db, async (tx) => {
    await tx.$executeRaw`SET LOCAL TIME ZONE 'America/New_York'`
    await createTestAssessment(tx)
    // Sixty days from any day cross no more than one change; 1440 hours are 60 days of 24 hours.
    await tx.$executeRaw`
      UPDATE assessments SET "createdAt" = now()::timestamptz(3) - interval '1440 hours' - ${past}::interval`
    const run = await scrubPersonalData(tx, { ...BOUNDS, retentionDays: 60 })
    expect(run.affectedRows).toBe(scrubbed)
  })
})

test('out of time the scrub stops after a batch, says so, and the next run goes on', async () => {
  await createDue(5)
  const short = { ...BOUNDS, seconds: 1, clock: ticking() }

  expect(await scrubPersonalData(db, short, 2)).toMatchObject({ affectedRows: 2, partial: true })
  expect(await unscrubbed()).toBe(3)
  expect(await scrubPersonalData(db, BOUNDS, 2)).toMatchObject({ affectedRows: 3, partial: false })

  const runs = await readLastRuns(db, 5)
  expect(runs.map(({ outcome }) => outcome).toSorted()).toEqual(['completed', 'partial'])
})

test('two scrubs at once share the work, and nothing is done twice or left', async () => {
  await createDue(40)
  const runs = await Promise.all([scrubPersonalData(db, BOUNDS, 5), scrubPersonalData(db, BOUNDS, 5)])
  // One may have passed over what the other just held.
  const rest = await scrubPersonalData(db, BOUNDS, 5)
  expect(runs[0].affectedRows + runs[1].affectedRows + rest.affectedRows).toBe(40)
  expect(await unscrubbed()).toBe(0)
})

test('a scrub that breaks half way keeps what it did, stays in the log as failed, and is caught up', async () => {
  await createDue(4)
  let batches = 0
  const breaking = new Proxy(db, {
    get(target, property) {
      if (property !== '$queryRaw') return Reflect.get(target, property) as unknown
      return (...args: Parameters<PrismaClient['$queryRaw']>) => {
        const isBatch = JSON.stringify(args).includes('scrub_assessments')
        if (isBatch && ++batches === 2) throw new Error('connection lost')
        return target.$queryRaw(...args)
      }
    },
  })

  await expect(scrubPersonalData(breaking, BOUNDS, 2)).rejects.toThrow('connection lost')

  expect(await unscrubbed()).toBe(2)
  expect(await readLastRuns(db, 1)).toMatchObject([{ affectedRows: 2, outcome: 'failed' }])
  expect(await scrubPersonalData(db, BOUNDS, 2)).toMatchObject({ affectedRows: 2, partial: false })
})

test('a run that is killed stays in the log as failed, without an end', async () => {
  const killed = new Promise<never>(() => {})
  const hanging = new Proxy(db, {
    get(target, property) {
      if (property !== '$queryRaw') return Reflect.get(target, property) as unknown
      return (...args: Parameters<PrismaClient['$queryRaw']>) =>
        JSON.stringify(args).includes('retention_runs') ? target.$queryRaw(...args) : killed
    },
  })
  void scrubPersonalData(hanging, BOUNDS)
  await expect.poll(() => db.retentionRun.count()).toBe(1)
  expect(await readLastRuns(db, 1)).toMatchObject([{ outcome: 'failed', finishedAt: null }])
})

test('a drain that holds a row when its assessment is scrubbed can settle nothing', async () => {
  const assessment = await createTestAssessment(db, { createdAt: LONG_AGO })
  const row = await createTestQueueRow(db, assessment, { claimToken: 'held', retryCount: 1 })

  await scrubPersonalData(db, BOUNDS)

  const settled = await db.hubspotSyncQueue.updateMany({
    where: { id: row.id, claimToken: 'held', status: 'pending' },
    data: { lastError: 'late' },
  })
  expect(settled.count).toBe(0)
  expect(await db.hubspotSyncQueue.findUniqueOrThrow({ where: { id: row.id } })).toMatchObject({
    status: 'cancelled',
    payload: {},
    lastError: null,
  })
})

test('what belongs to no assessment is scrubbed as well', async () => {
  await createTestEmailMessage(db, { kind: 'privacy', createdAt: LONG_AGO })
  const known = await createTestErasure(db, { erasedAt: LONG_AGO, contactIds: ['42'] })
  const unknown = await createTestErasure(db, { erasedAt: LONG_AGO })
  await createTestAssessmentSession(db, { startedAt: LONG_AGO, email: 'restless@example.com' })

  await scrubPersonalData(db, BOUNDS)
  await expireSessions(db, BOUNDS)

  expect(await db.emailMessage.findFirstOrThrow()).toMatchObject({ recipient: null, status: 'cancelled' })
  expect(await db.erasure.findUniqueOrThrow({ where: { id: known.id } })).toMatchObject({
    email: null,
    hubspotStatus: 'pending',
    contactIds: ['42'],
  })
  expect(await db.erasure.findUniqueOrThrow({ where: { id: unknown.id } })).toMatchObject({
    email: null,
    hubspotStatus: 'failed',
  })
  expect(await db.assessmentSession.count()).toBe(0)
})

test('expired sessions and requests go, live ones stay', async () => {
  await createTestAssessmentSession(db, { expiresAt: LONG_AGO })
  const live = await createTestAssessmentSession(db)
  await createTestPrivacyRequest(db, { createdAt: LONG_AGO, expiresAt: new Date(LONG_AGO.getTime() + 1) })
  const open = await createTestPrivacyRequest(db)

  expect(await expireSessions(db, BOUNDS)).toMatchObject({ affectedRows: 2, partial: false })

  expect(await db.assessmentSession.findMany()).toMatchObject([{ sessionId: live.sessionId }])
  expect(await db.privacyRequest.findMany()).toMatchObject([{ id: open.id }])
})

test('finished rows as old as the retention go, open and young ones stay', async () => {
  const assessment = await createTestAssessment(db)
  const old = { createdAt: LONG_AGO }
  await createTestQueueRow(db, assessment, { ...old, status: 'dead' })
  await createTestQueueRow(db, assessment, { ...old, status: 'completed', completedAt: LONG_AGO })
  const open = await createTestQueueRow(db, assessment, old)
  const young = await createTestQueueRow(db, assessment, { status: 'cancelled' })
  await createTestEmailMessage(db, { ...old, status: 'skipped' })
  const waiting = await createTestEmailMessage(db, old)
  await db.rateLimit.createMany({
    data: [
      { key: 'stale', hits: [], updatedAt: LONG_AGO },
      { key: 'fresh', hits: [] },
    ],
  })
  await db.retentionRun.create({ data: { job: 'expire_sessions', startedAt: LONG_AGO } })
  await createTestErasure(db, { erasedAt: LONG_AGO })

  expect(await deleteFinishedRows(db, BOUNDS)).toMatchObject({ affectedRows: 5, partial: false })

  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).toSorted()
  expect(ids(await db.hubspotSyncQueue.findMany())).toEqual([open.id, young.id].toSorted())
  expect(ids(await db.emailMessage.findMany())).toEqual([waiting.id])
  expect(await db.rateLimit.findMany()).toMatchObject([{ key: 'fresh' }])
  expect(await db.erasure.count()).toBe(1)
})

test('the status counts what is due and what comes', async () => {
  await createDue(2)
  await createTestAssessment(db)
  await db.$executeRaw`
    UPDATE assessments SET "createdAt" = now() - interval '29 days 12 hours' WHERE "createdAt" > now() - interval '1 day'`
  await createTestAssessmentSession(db, { expiresAt: LONG_AGO })

  expect(await readRetentionStatus(db, 30)).toMatchObject({
    dueAssessments: 2,
    dueQueueRows: 2,
    dueTomorrow: 1,
    dueThisWeek: 1,
    unscrubbed: 3,
    expiredSessions: 1,
  })
})
