import { expect, test } from 'vitest'
import { expireSessionsJob } from '#workers/jobs/expire-sessions.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { takeAssessment } from '#tests/helpers/roll-up.ts'

const { db } = await useTestDatabase()

test('sessions expire also while an assessment cannot be counted', async () => {
  const id = await takeAssessment(db)
  // More than an index has room for.
  const odd = Object.fromEntries(Array.from({ length: 300 }, () => [crypto.randomUUID(), 'A']))
  await db.assessment.update({ where: { id }, data: { responses: { ...answerAll('C'), ...odd } } })
  await createTestAssessmentSession(db, { expiresAt: new Date(0) })

  const context = { db, config: { RETENTION_DAYS: 30 } } as Parameters<typeof expireSessionsJob>[0]
  await expect(expireSessionsJob(context)).rejects.toThrow('index row')
  expect(await db.assessmentSession.count()).toBe(0)
})
