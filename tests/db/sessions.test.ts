import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { expect, test } from 'vitest'
import { findSession, readSessionVersion } from '#app/data/sessions.server.ts'
import { saveStep } from '#app/services/assessment/save-step.server.ts'
import { QUIZ_VERSION } from '#tests/factories/quiz.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'

const { db } = await useTestDatabase()

test('a page is shown what it needs of a session, and nothing else', async () => {
  const consentAt = new Date('2026-11-20T10:00:00.123Z')
  const { sessionId } = await createTestAssessmentSession(db, {
    currentStep: 2,
    responses: { value_assurance_1: 'A' },
    email: 'ada@example.com',
    emailFromElsewhere: false,
    consentAt,
    consentTextVersion: '1',
    consentPurposes: ['results'],
    abTestVariant: 'address-late:late',
  })

  expect(await findSession(db, sessionId, new Date())).toEqual({
    currentStep: 2,
    lastActivity: expect.any(Date) as Date,
    expiresAt: expect.any(Date) as Date,
    responses: { value_assurance_1: 'A' },
    email: 'ada@example.com',
    emailFromElsewhere: false,
    consentPurposes: ['results'],
    abTestVariant: 'address-late:late',
    quizVersion: QUIZ_VERSION,
    scorecard: DEFAULT_SCORECARD,
  })
  expect(await findSession(db, 'nobody', new Date())).toBeNull()
})

test('a session is shown until its time is over', async () => {
  const { sessionId, expiresAt } = await createTestAssessmentSession(db)

  expect(await findSession(db, sessionId, new Date(expiresAt.getTime() - 1))).not.toBeNull()
  expect(await findSession(db, sessionId, expiresAt)).toBeNull()
})

test('answers in a session that are none are refused instead of shown', async () => {
  const { sessionId } = await createTestAssessmentSession(db, { responses: { value_assurance_1: 7 } })

  await expect(findSession(db, sessionId, new Date())).rejects.toThrow(/expected string/)
})

test('a save into a session that is over by the database alone finds it expired, and asks no further', async () => {
  const { sessionId } = await createTestAssessmentSession(db, { expiresAt: new Date('2026-11-20T10:00:00Z') })
  const behind = new Date('2026-11-20T09:59:59Z')

  const outcome = await saveStep(db, sessionId, { step: 1, responses: { value_assurance_1: 'A' } }, behind)

  expect(outcome).toEqual({ kind: 'expired' })
  expect(await db.assessmentSession.findUnique({ where: { sessionId } })).toMatchObject({ responses: {} })
})

test('the version of a session changes with every save, and with nothing else', async () => {
  const { sessionId } = await createTestAssessmentSession(db)
  const read = await readSessionVersion(db, sessionId)

  expect(await readSessionVersion(db, sessionId)).toEqual(read)
  await saveStep(db, sessionId, { step: 1, responses: {} }, new Date())
  expect((await readSessionVersion(db, sessionId))?.rowVersion).not.toBe(read?.rowVersion)
})
