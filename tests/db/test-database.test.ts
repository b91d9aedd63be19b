import { expect, test } from 'vitest'
import {
  createTestDatabase,
  resetTestDatabase,
  withRollback,
  useTestDatabase,
} from '#tests/helpers/database.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestQueueRow } from '#tests/factories/outbox.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'

const database = await useTestDatabase()

test('what happens inside withRollback is not there afterwards', async () => {
  const inside = await withRollback(database.db, async (tx) => {
    await createTestAssessmentSession(tx)
    return tx.assessmentSession.count()
  })
  expect(inside).toBe(1)
  expect(await database.db.assessmentSession.count()).toBe(0)
})

test('an error inside withRollback comes through', async () => {
  await expect(withRollback(database.db, () => Promise.reject(new Error('inside')))).rejects.toThrow('inside')
})

test('a reset empties all tables and keeps the history of migrations', async () => {
  await createTestQueueRow(database.db, await createTestAssessment(database.db))
  await resetTestDatabase(database.db)
  expect(await database.db.assessment.count()).toBe(0)
  expect(await database.db.hubspotSyncQueue.count()).toBe(0)
  const rows = await database.db.$queryRaw<
    [{ count: number }]
  >`SELECT count(*)::int AS count FROM _prisma_migrations`
  expect(rows[0].count).toBeGreaterThan(0)
})

test('two test databases made at the same time are independent', async () => {
  const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()])
  try {
    await createTestAssessmentSession(first.db)
    expect(await second.db.assessmentSession.count()).toBe(0)
  } finally {
    await Promise.all([first.close(), second.close()])
  }
})
