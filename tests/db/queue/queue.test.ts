import { expect, test } from 'vitest'
import { z } from 'zod'
import { sql } from '#app/data/database.server.ts'
import { enqueueSync } from '#app/data/hubspot/outbox.server.ts'
import { claimLeads, settleLeads } from '#app/data/hubspot/claims.server.ts'
import { messageQueue } from '#app/data/mail/messages.server.ts'
import { retryOrBury } from '#app/data/queue-outcomes.server.ts'
import { settleClaimed } from '#app/data/queue-settle.server.ts'
import { claimDue } from '#app/data/queue.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createMockSyncPayload, createTestEmailMessage } from '#tests/factories/outbox.ts'
import { withRollback, useTestDatabase } from '#tests/helpers/database.ts'
import { createTestLead } from '#tests/helpers/hubspot-sync.ts'
import { createLatch } from '#tests/helpers/latch.ts'

const { db } = await useTestDatabase({ max: 25 })

const IDS = { contactId: '101', dealId: null }
const claim = (token: string, limit = 10) => claimLeads(db, { limit, token })
const onlyRow = () => db.hubspotSyncQueue.findFirstOrThrow()

test('a claim counts the attempt, marks the row as held, and moves it past the lease', async () => {
  await createTestLead(db)
  const [row] = await claimLeads(db, { limit: 10, token: 'first' })
  expect(row).toMatchObject({ claimToken: 'first', retryCount: 1, revision: 1, spent: false })
  const held = await onlyRow()
  expect(held).toMatchObject({ claimToken: 'first', retryCount: 1, status: 'pending' })
  expect(held.nextRetryAt.getTime() - held.lastAttemptAt!.getTime()).toBe(60_000)
  expect(await claim('second')).toEqual([])
})

test('a row written in the same transaction as the claim is due already', async () => {
  for (let time = 0; time < 20; time++) {
    await withRollback(db, async (tx) => {
      const lead = await createTestAssessment(tx)
      const entry = {
        id: crypto.randomUUID(),
        syncType: 'contact',
        payload: createMockSyncPayload(lead),
      } as const
      await tx.$executeRaw(
        enqueueSync(sql`(SELECT ${lead.id} AS id, NULL AS "addressConfirmedAt") AS made`, entry),
      )
      expect(await claimLeads(tx, { limit: 1, token: 'same transaction' })).toHaveLength(1)
    })
  }
})

test('rows that another claim is just taking are skipped, not waited for', async () => {
  await createTestLead(db)
  await createTestLead(db)
  const claimed = createLatch()
  const done = createLatch()
  const slow = db.$transaction(async (tx) => {
    const rows = await claimLeads(tx, { limit: 1, token: 'slow' })
    claimed.open()
    await done.opened
    return rows
  })
  await claimed.opened
  const others = await claim('quick')
  done.open()
  const first = await slow
  expect(others).toHaveLength(1)
  expect(others[0]?.id).not.toBe(first[0]?.id)
})

test('twenty claims at once share out the rows without overlap', async () => {
  for (let count = 0; count < 60; count++) await createTestLead(db)
  const claims = await Promise.all(Array.from({ length: 20 }, (_, run) => claim(`run ${run}`, 5)))
  const ids = claims.flat().map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const rest = await claim('rest', 100)
  expect(ids.length + rest.length).toBe(60)
})

test('a lease that ends one second from now holds; one that ended a second ago does not', async () => {
  await createTestLead(db)
  await claim('first')
  // now() stands still in a transaction.
  await withRollback(db, async (tx) => {
    await tx.$executeRaw`UPDATE hubspot_sync_queue SET "nextRetryAt" = now() + interval '1 second'`
    expect(await claimLeads(tx, { limit: 1, token: 'too early' })).toEqual([])
    await tx.$executeRaw`UPDATE hubspot_sync_queue SET "nextRetryAt" = now() - interval '1 second'`
    const second = await claimLeads(tx, { limit: 1, token: 'second' })
    expect(second).toMatchObject([{ claimToken: 'second', retryCount: 2 }])
  })
})

test('a run that slept through its lease settles nothing, and the run that took over settles', async () => {
  await createTestLead(db)
  const [slept] = await claim('slept')
  await db.$executeRaw`UPDATE hubspot_sync_queue SET "nextRetryAt" = now()`
  const [awake] = await claim('awake')

  expect(
    await settleLeads(db, [{ row: slept!, outcome: { result: 'dead', error: 'timeout' }, extra: IDS }]),
  ).toEqual([])
  expect(await onlyRow()).toMatchObject({ status: 'pending', claimToken: 'awake', lastError: null })
  const settled = await settleLeads(db, [{ row: awake!, outcome: { result: 'completed' }, extra: IDS }])
  expect(settled).toMatchObject([{ status: 'completed', reopened: false }])
  expect(
    await settleLeads(db, [{ row: awake!, outcome: { result: 'dead', error: 'timeout' }, extra: IDS }]),
  ).toEqual([])
  expect(await onlyRow()).toMatchObject({ status: 'completed', hubspotContactId: '101' })
})

test('many rows with different outcomes are settled and mirrored in one statement', async () => {
  for (let count = 0; count < 4; count++) await createTestLead(db)
  const rows = await claim('run')
  await settleLeads(db, [
    { row: rows[0]!, outcome: { result: 'completed' }, extra: { contactId: '1', dealId: '2' } },
    {
      row: rows[1]!,
      outcome: { result: 'retry', error: 'timeout', waitSeconds: 30, nextDelaySeconds: 120 },
      extra: { contactId: '3', dealId: null },
    },
    {
      row: rows[2]!,
      outcome: { result: 'dead', error: 'invalid_email status=400' },
      extra: { contactId: null, dealId: null },
    },
    {
      row: rows[3]!,
      outcome: { result: 'released', waitSeconds: 0 },
      extra: { contactId: null, dealId: null },
    },
  ])
  const queue = await db.hubspotSyncQueue.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })
  const state = new Map(queue.map((row) => [row.id, row]))
  expect(rows.map(({ id }) => state.get(id))).toMatchObject([
    { status: 'completed', retryCount: 1, hubspotContactId: '1', hubspotDealId: '2', lastError: null },
    { status: 'pending', retryCount: 1, retryDelaySeconds: 120, lastError: 'timeout', hubspotContactId: '3' },
    { status: 'dead', retryCount: 1, lastError: 'invalid_email status=400', completedAt: null },
    { status: 'pending', retryCount: 0, retryDelaySeconds: 60, lastError: null },
  ])
  const assessments = await db.assessment.findMany()
  const mirrored = new Map(assessments.map((assessment) => [assessment.id, assessment]))
  expect(rows.map(({ assessmentId }) => mirrored.get(assessmentId ?? ''))).toMatchObject([
    {
      hubspotSyncStatus: 'synced',
      hubspotSyncAttempts: 1,
      hubspotContactId: '1',
      hubspotDealId: '2',
      hubspotSyncError: null,
    },
    {
      hubspotSyncStatus: 'pending',
      hubspotSyncAttempts: 1,
      hubspotContactId: '3',
      hubspotSyncError: 'timeout',
    },
    {
      hubspotSyncStatus: 'failed',
      hubspotSyncAttempts: 1,
      hubspotSyncError: 'invalid_email status=400',
      hubspotSyncedAt: null,
    },
    { hubspotSyncStatus: 'pending', hubspotSyncAttempts: 0, hubspotSyncError: null },
  ])
})

test('a failed attempt waits and doubles its delay; the last one is the end', () => {
  const row = { retryCount: 2, maxRetries: 5, retryDelaySeconds: 120 }
  expect(retryOrBury(row, 'timeout', 0.5)).toEqual({
    result: 'retry',
    error: 'timeout',
    waitSeconds: 60,
    nextDelaySeconds: 240,
  })
  expect(retryOrBury({ ...row, retryCount: 5 }, 'timeout', 0.5)).toEqual({ result: 'dead', error: 'timeout' })
})

test('a lead whose person withdraws consent while it is being sent is not settled any more', async () => {
  const lead = await createTestLead(db)
  const [row] = await claim('run')
  await db.$queryRaw`SELECT withdraw_consent(${lead.email})`
  expect(await settleLeads(db, [{ row: row!, outcome: { result: 'completed' }, extra: IDS }])).toEqual([])
  expect(await onlyRow()).toMatchObject({ status: 'cancelled', claimToken: null })
  expect(await claim('later')).toEqual([])
})

test('a row whose last attempt never ended is claimed as spent, without exceeding its attempts', async () => {
  await createTestLead(db)
  await db.hubspotSyncQueue.updateMany({ data: { retryCount: 5 } })
  expect(await claim('run')).toMatchObject([{ spent: true, retryCount: 5 }])
})

test('the same mechanism drives e-mail messages', async () => {
  await createTestEmailMessage(db, { recipient: 'robin@example.com' })
  await createTestEmailMessage(db)
  const messages = {
    name: sql`email_messages`,
    leaseSeconds: 60,
    columns: { kind: z.string(), recipient: z.string().nullable() },
    operations: sql`'{mail}'::text[]`,
    assign: sql`"providerMessageId" = o.extra->>'messageId'`,
  }
  const only = sql`q.recipient = ${'robin@example.com'}`
  const rows = await claimDue(db, messages, { limit: 10, token: 'mail', only })
  expect(rows).toMatchObject([{ kind: 'results', recipient: 'robin@example.com', retryCount: 1 }])
  const settled = await settleClaimed(db, messages, [
    { row: rows[0]!, outcome: { result: 'skipped' }, extra: { messageId: 'm-1' } },
  ])
  expect(settled).toMatchObject([{ status: 'skipped' }])
  expect(await db.emailMessage.findUniqueOrThrow({ where: { id: rows[0]!.id } })).toMatchObject({
    status: 'skipped',
    providerMessageId: 'm-1',
  })
})

test('settling nothing is no statement', async () => {
  expect(await settleClaimed(db, messageQueue, [])).toEqual([])
})
