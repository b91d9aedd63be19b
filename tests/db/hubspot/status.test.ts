import { expect, test } from 'vitest'
import { pauseOperation } from '#app/data/pauses.server.ts'
import { dismissLeads, retryDead } from '#app/data/hubspot/dead-leads.server.ts'
import { reportSync } from '#app/services/crm/report-sync.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestQueueRow } from '#tests/factories/outbox.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { createTestLead } from '#tests/helpers/hubspot-sync.ts'

const { db } = await useTestDatabase()

/** A lead that HubSpot did not take. */
async function createDeadLead(lastError = 'invalid_email status=400') {
  const assessment = await createTestAssessment(db, {
    hubspotSyncStatus: 'failed',
    hubspotSyncError: lastError,
  })
  return createTestQueueRow(db, assessment, {
    status: 'dead',
    retryCount: 5,
    retryDelaySeconds: 960,
    lastError,
  })
}

async function statusOf({ assessmentId }: { assessmentId: string }) {
  return (await db.assessment.findUniqueOrThrow({ where: { id: assessmentId } })).hubspotSyncStatus
}

test('the report of an empty queue says that the sync runs', async () => {
  expect(await reportSync(db)).toEqual({
    state: 'running',
    pauses: [],
    queue: {
      awaiting: 0,
      waiting: 0,
      due: 0,
      inFlight: 0,
      completed: 0,
      dead: 0,
      cancelled: 0,
      skipped: 0,
      oldestDueSeconds: null,
      oldestOpenSeconds: null,
    },
    callsInTenSeconds: 0,
    failures: [],
    followUps: [],
    needsSomebody: false,
  })
})

test('the report counts rows by what is next for them, and explains failures and a pause', async () => {
  await createTestLead(db)
  const later = new Date('2100-01-01T00:00:00Z')
  await createTestQueueRow(db, await createTestAssessment(db), {
    nextRetryAt: later,
    lastError: 'timeout correlation=a43683b0-5717-4ceb-80b4-104d02915d8c',
  })
  await createTestQueueRow(db, await createTestAssessment(db), { nextRetryAt: later, claimToken: 'run' })
  const missing = 'property_missing status=400 codes=PROPERTY_DOESNT_EXIST properties=ai_lead_quality'
  const first = await createDeadLead(`${missing} correlation=a43683b0-5717-4ceb-80b4-104d02915d8c`)
  const second = await createDeadLead(`${missing} correlation=b43683b0-5717-4ceb-80b4-104d02915d8d`)
  const pause = { reason: 'authentication', evidence: 'authentication status=401', seconds: null } as const
  await pauseOperation(db, { operation: 'contacts', ...pause })
  await pauseOperation(db, { operation: 'reads', ...pause })

  const report = await reportSync(db)

  expect(report.queue).toMatchObject({ due: 1, waiting: 1, inFlight: 1, dead: 2, completed: 0 })
  expect(report.queue.oldestDueSeconds).toBeGreaterThan(0)
  expect(report.state).toBe('paused')
  expect(report.pauses).toMatchObject([
    {
      operations: ['contacts', 'reads'],
      explanation: expect.stringContaining(
        'HubSpot does not accept the access token: set HUBSPOT_ACCESS_TOKEN',
      ) as string,
      nextProbeAt: null,
    },
  ])
  expect(report.failures).toMatchObject([
    {
      status: 'dead',
      count: 2,
      ids: [first.id, second.id],
      explanation: expect.stringContaining('`ai_lead_quality`') as string,
    },
    { status: 'pending', count: 1, explanation: expect.stringContaining('did not answer in time') as string },
  ])
})

test('retrying all dead leads makes them due at once with all their attempts', async () => {
  const row = await createDeadLead()
  await createDeadLead()
  expect(await retryDead(db, 'all')).toEqual({ retried: 2, superseded: 0 })
  expect(await db.hubspotSyncQueue.findUniqueOrThrow({ where: { id: row.id } })).toMatchObject({
    status: 'pending',
    retryCount: 0,
    retryDelaySeconds: 60,
  })
  expect(await db.assessment.count({ where: { hubspotSyncStatus: 'pending' } })).toBe(2)
  expect((await reportSync(db)).queue).toMatchObject({ due: 2, dead: 0 })
})

test('leads are retried by the id of their row or of their assessment, and no others', async () => {
  const byRow = await createDeadLead()
  const byAssessment = await createDeadLead()
  await createDeadLead()
  expect(await retryDead(db, { ids: [byRow.id, byAssessment.assessmentId, 'unknown'] })).toEqual({
    retried: 2,
    superseded: 0,
  })
  expect(await db.hubspotSyncQueue.count({ where: { status: 'dead' } })).toBe(1)
})

test('a dead row whose lead has a later one is cancelled instead of sending old details', async () => {
  const dead = await createDeadLead()
  const assessment = await db.assessment.findUniqueOrThrow({ where: { id: dead.assessmentId } })
  await createTestQueueRow(db, assessment, { createdAt: new Date('2100-01-01T00:00:00Z') })
  expect(await retryDead(db, 'all')).toEqual({ retried: 0, superseded: 1 })
  expect(await db.hubspotSyncQueue.findUniqueOrThrow({ where: { id: dead.id } })).toMatchObject({
    status: 'cancelled',
  })
})

test('a dead row that was emptied with the personal data of its lead is not retried', async () => {
  const dead = await createDeadLead()
  await db.hubspotSyncQueue.update({ where: { id: dead.id }, data: { payload: {} } })
  expect(await retryDead(db, 'all')).toEqual({ retried: 0, superseded: 0 })
})

test('a lead that was given up and has newer details on their way still waits to be sent', async () => {
  const dead = await createDeadLead()
  const assessment = await db.assessment.findUniqueOrThrow({ where: { id: dead.assessmentId } })
  await db.assessment.update({ where: { id: assessment.id }, data: { hubspotSyncStatus: 'pending' } })
  const newer = await createTestQueueRow(db, assessment)
  expect(await dismissLeads(db, 'all')).toBe(1)
  expect(await statusOf(dead)).toBe('pending')
  expect(await dismissLeads(db, { ids: [newer.id] })).toBe(1)
  expect(await statusOf(dead)).toBe('skipped')
})

test('a dead lead wants somebody until it is dismissed', async () => {
  const dead = await createDeadLead()
  const other = await createDeadLead()
  expect(await reportSync(db)).toMatchObject({ needsSomebody: true, queue: { dead: 2 } })

  expect(await dismissLeads(db, { ids: [dead.assessmentId, 'unknown'] })).toBe(1)
  expect(await statusOf(dead)).toBe('skipped')
  expect(await statusOf(other)).toBe('failed')
  expect(await db.hubspotSyncQueue.findUniqueOrThrow({ where: { id: dead.id } })).toMatchObject({
    status: 'cancelled',
    payload: {},
    lastError: dead.lastError,
  })
  expect(await dismissLeads(db, { ids: [dead.id] })).toBe(0)
  expect(await retryDead(db, 'all')).toEqual({ retried: 1, superseded: 0 })
  expect(await db.hubspotSyncQueue.findUniqueOrThrow({ where: { id: other.id } })).toMatchObject({
    status: 'pending',
  })
  expect(await reportSync(db)).toMatchObject({ needsSomebody: false })
})

test('a lead that waits for longer than fifteen minutes wants somebody, whenever it was last tried', async () => {
  await createTestLead(db)
  expect(await reportSync(db)).toMatchObject({ needsSomebody: false })
  await db.$executeRaw`
    UPDATE hubspot_sync_queue SET "createdAt" = now() - interval '15 minutes', "nextRetryAt" = now() + interval '1 hour'`
  expect(await reportSync(db)).toMatchObject({ needsSomebody: true, queue: { oldestOpenSeconds: 900 } })
})

test('a lead that waits alone, such as one that a firewall dislikes, is given up by its id, also while a run holds it', async () => {
  const [held, other] = [await createTestLead(db), await createTestLead(db)]
  await db.hubspotSyncQueue.updateMany({
    where: { assessmentId: held.id },
    data: { claimToken: 'a run', lastError: 'foreign_answer status=403 answer=html' },
  })
  expect(await dismissLeads(db, 'all')).toBe(0)
  expect(await dismissLeads(db, { causes: ['foreign_answer'] })).toBe(0)
  expect(await dismissLeads(db, { ids: [held.id] })).toBe(1)
  expect(await statusOf({ assessmentId: held.id })).toBe('skipped')
  expect(await db.hubspotSyncQueue.findMany({ where: { status: 'pending' } })).toMatchObject([
    { assessmentId: other.id },
  ])
  expect(await db.hubspotSyncQueue.findFirstOrThrow({ where: { assessmentId: held.id } })).toMatchObject({
    status: 'cancelled',
    claimToken: null,
  })
})
