import { expect, test } from 'vitest'
import { pauseSync } from '#app/data/hubspot/state.server.ts'
import { retryDead } from '#app/data/hubspot/dead-leads.server.ts'
import { reportSync } from '#app/services/hubspot/report-sync.server.ts'
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

test('the report of an empty queue says that the sync runs', async () => {
  expect(await reportSync(db)).toEqual({
    state: 'running',
    pause: null,
    queue: {
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
  await pauseSync(db, { reason: 'authentication', error: 'authentication status=401', seconds: null })

  const report = await reportSync(db)

  expect(report.queue).toMatchObject({ due: 1, waiting: 1, inFlight: 1, dead: 2, completed: 0 })
  expect(report.queue.oldestDueSeconds).toBeGreaterThan(0)
  expect(report.pause?.explanation).toContain(
    'HubSpot does not accept the access token: set HUBSPOT_ACCESS_TOKEN',
  )
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
