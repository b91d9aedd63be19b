import { expect, test } from 'vitest'
import { sql } from '#app/data/database.server.ts'
import { enqueueSync } from '#app/data/hubspot/outbox.server.ts'
import { claimLeads, settleLeads } from '#app/data/hubspot/claims.server.ts'
import { retryDead } from '#app/data/hubspot/dead-leads.server.ts'
import type { Outcome } from '#app/data/queue-outcomes.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestQueueRow } from '#tests/factories/outbox.ts'
import { useTestDatabase, waitForBlockedStatement } from '#tests/helpers/database.ts'
import { createTestLead } from '#tests/helpers/hubspot-sync.ts'
import { createLatch } from '#tests/helpers/latch.ts'

const { db } = await useTestDatabase({ max: 25 })

const IDS = { contactId: '101', dealId: null }
const claim = (token: string, limit = 10) => claimLeads(db, { limit, token })
const onlyRow = () => db.hubspotSyncQueue.findFirstOrThrow()

async function enqueueNewer(assessmentId: string, firstName: string): Promise<void> {
  const { payload } = await onlyRow()
  const entry = {
    id: crypto.randomUUID(),
    syncType: 'contact',
    payload: { ...(payload as object), firstName },
  } as const
  await db.$executeRaw(
    enqueueSync(sql`(SELECT ${assessmentId} AS id, NULL AS "addressConfirmedAt") AS made`, entry),
  )
}

test('newer details replace the payload of a row that waits, which is due at once with all its attempts', async () => {
  const lead = await createTestAssessment(db)
  await createTestQueueRow(db, lead, {
    retryCount: 3,
    retryDelaySeconds: 480,
    nextRetryAt: new Date('2100-01-01T00:00:00Z'),
  })
  await enqueueNewer(lead.id, 'Newer')
  expect(await claim('run')).toMatchObject([
    { revision: 2, retryCount: 1, retryDelaySeconds: 60, payload: { firstName: 'Newer' } },
  ])
  expect(await db.hubspotSyncQueue.count()).toBe(1)
})

test.each<Outcome>([
  { result: 'completed' },
  { result: 'dead', error: 'invalid_email' },
  { result: 'retry', error: 'timeout', waitSeconds: 600, nextDelaySeconds: 120 },
])('newer details during a claim leave the lease, and open the row again after $result', async (outcome) => {
  const lead = await createTestLead(db)
  const [row] = await claim('run')
  const { nextRetryAt } = await onlyRow()
  await enqueueNewer(lead.id, 'Newer')
  expect(await onlyRow()).toMatchObject({ claimToken: 'run', revision: 2, retryCount: 0, nextRetryAt })

  expect(await settleLeads(db, [{ row: row!, outcome, extra: IDS }])).toMatchObject([
    { status: 'pending', reopened: true },
  ])
  expect(await db.assessment.findUniqueOrThrow({ where: { id: lead.id } })).toMatchObject({
    hubspotSyncStatus: 'pending',
    hubspotContactId: '101',
  })
  expect(await claim('next')).toMatchObject([{ retryCount: 1, revision: 2, payload: { firstName: 'Newer' } }])
})

test('newer details have all their attempts, also when the run dies that holds the row for its last one', async () => {
  const lead = await createTestLead(db)
  await db.hubspotSyncQueue.updateMany({ data: { retryCount: 4, retryDelaySeconds: 960 } })
  expect(await claim('a run that dies')).toMatchObject([{ retryCount: 5, spent: false }])
  await enqueueNewer(lead.id, 'Newer')
  await db.hubspotSyncQueue.updateMany({ data: { nextRetryAt: new Date(0) } })
  expect(await claim('next')).toMatchObject([{ spent: false, retryCount: 1, retryDelaySeconds: 60 }])
})

test('details written while a settle waits for the lead open it again: neither is lost, and nobody deadlocks', async () => {
  const lead = await createTestLead(db)
  const [row] = await claim('run')
  const { payload } = await onlyRow()
  const locked = createLatch()
  const release = createLatch()
  const writer = db.$transaction(async (tx) => {
    await tx.assessment.update({ where: { id: lead.id }, data: { firstName: 'Newer' } })
    locked.open()
    await release.opened
    const entry = { id: crypto.randomUUID(), syncType: 'contact', payload: payload as object } as const
    await tx.$executeRaw(
      enqueueSync(sql`(SELECT ${lead.id} AS id, NULL AS "addressConfirmedAt") AS made`, entry),
    )
  })
  await locked.opened
  const settling = settleLeads(db, [{ row: row!, outcome: { result: 'completed' }, extra: IDS }])
  await waitForBlockedStatement(db)
  release.open()
  await writer
  expect(await settling).toMatchObject([{ status: 'pending', reopened: true }])
  expect(await onlyRow()).toMatchObject({ revision: 2, status: 'pending', claimToken: null })
})

test('details written while dead leads are retried win over the dead row, and the others are retried', async () => {
  const dead = { status: 'dead', retryCount: 5, lastError: 'network' }
  const lead = await createTestAssessment(db)
  const row = await createTestQueueRow(db, lead, dead)
  await createTestQueueRow(db, await createTestAssessment(db), dead)
  const locked = createLatch()
  const release = createLatch()
  const writer = db.$transaction(async (tx) => {
    await tx.assessment.update({ where: { id: lead.id }, data: { firstName: 'Newer' } })
    const entry = { id: crypto.randomUUID(), syncType: 'contact', payload: row.payload as object } as const
    await tx.$executeRaw(
      enqueueSync(sql`(SELECT ${lead.id} AS id, NULL AS "addressConfirmedAt") AS made`, entry),
    )
    locked.open()
    await release.opened
  })
  await locked.opened
  const retrying = retryDead(db, 'all')
  await waitForBlockedStatement(db)
  release.open()
  await writer
  expect(await retrying).toEqual({ retried: 1, superseded: 1 })
  expect(await db.hubspotSyncQueue.count({ where: { status: 'pending' } })).toBe(2)
})
