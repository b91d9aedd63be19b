import { describe, expect, test } from 'vitest'
import { createAssessmentSession, saveAssessmentProgress } from '#app/data/sessions.server.ts'
import { createMockSessionData, createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'

const database = await useTestDatabase()

describe('Assessment Database Operations', () => {
  test('should create assessment session with valid data', async () => {
    const sessionData = createMockSessionData()
    const session = await createAssessmentSession(database.db, sessionData)

    expect(session.sessionId).toBeDefined()
    expect(session.currentStep).toBe(0)
    expect(session.expiresAt).toBeInstanceOf(Date)
  })

  test('should save assessment progress correctly', async () => {
    const session = await createTestAssessmentSession(database.db)
    const progressData = {
      step: 1,
      responses: { value_assurance_1: 'A' },
      email: 'test@example.com',
    }

    await saveAssessmentProgress(database.db, session.sessionId, progressData)

    const updated = await database.db.assessmentSession.findUnique({
      where: { sessionId: session.sessionId },
    })
    expect(updated?.currentStep).toBe(1)
    expect(updated?.email).toBe('test@example.com')
  })
})
