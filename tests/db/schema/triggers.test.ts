import { expect, test } from 'vitest'
import { createAssessmentSession } from '#app/data/sessions.server.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createMockSessionData, createTestAssessmentSession } from '#tests/factories/sessions.ts'

const LONG_AGO = new Date('2026-01-01T00:00:00Z')
const FAR_AHEAD = new Date('2999-01-01T00:00:00Z')

const database = await useTestDatabase()

async function databaseTime(): Promise<number> {
  const rows = await database.db.$queryRaw<[{ now: Date }]>`SELECT now() AS now`
  return rows[0].now.getTime()
}

test('an update of an assessment sets updatedAt by the clock of the database', async () => {
  const { id } = await createTestAssessment(database.db, { updatedAt: LONG_AGO })
  const before = await databaseTime()
  await database.db.$executeRaw`UPDATE assessments SET "referrerSource" = NULL`
  const { updatedAt } = await database.db.assessment.findUniqueOrThrow({ where: { id } })
  expect(updatedAt.getTime()).toBeGreaterThanOrEqual(before)
})

test('an updatedAt that a client sends does not count', async () => {
  const { id } = await createTestAssessment(database.db)
  await database.db.assessment.update({ where: { id }, data: { updatedAt: FAR_AHEAD } })
  const { updatedAt } = await database.db.assessment.findUniqueOrThrow({ where: { id } })
  expect(updatedAt.getTime()).toBeLessThan(FAR_AHEAD.getTime())
})

test('an update of a session sets lastActivity by the clock of the database', async () => {
  const { sessionId } = await createTestAssessmentSession(database.db, { lastActivity: LONG_AGO })
  const before = await databaseTime()
  await database.db.assessmentSession.update({ where: { sessionId }, data: { lastActivity: FAR_AHEAD } })
  const { lastActivity } = await database.db.assessmentSession.findUniqueOrThrow({ where: { sessionId } })
  expect(lastActivity.getTime()).toBeGreaterThanOrEqual(before)
  expect(lastActivity.getTime()).toBeLessThan(FAR_AHEAD.getTime())
})

test('a new session expires 24 hours after its start', async () => {
  const { startedAt, expiresAt } = await createAssessmentSession(database.db, createMockSessionData())
  expect(expiresAt.getTime() - startedAt.getTime()).toBe(24 * 60 * 60 * 1000)
})

test('sessions of the database are in UTC', async () => {
  const rows = await database.db.$queryRaw<[{ zone: string }]>`SELECT current_setting('TimeZone') AS zone`
  expect(rows[0].zone).toBe('UTC')
})
