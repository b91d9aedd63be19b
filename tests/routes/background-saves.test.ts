import { expect, test } from 'vitest'
import { action as saveAnswers } from '#app/routes/assessment.step.$step_.answers.tsx'
import { writeVisitor } from '#app/web/visitor-cookie.server.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { createRouteContext, formPost, responseOf } from '#tests/helpers/route-context.ts'
import { answersOf } from '#tests/helpers/visitor.ts'
import { TEST_SECRET } from '#tests/helpers/worker.ts'

const database = await useTestDatabase()
const SESSION = 'session-that-is-saved-in-the-back'

async function save(step: number, fields: Record<string, string>): Promise<unknown> {
  const cookie = (await writeVisitor({ sessions: [SESSION] }, [TEST_SECRET], new Date())).split(';')[0]!
  const { context } = createRouteContext(database.db, database.url)
  const request = formPost(`/assessment/step/${step}/answers`, fields, cookie)
  return (await responseOf(() => saveAnswers({ request, context, params: { step: String(step) } }))).json()
}

const currentStep = async () =>
  (await database.db.assessmentSession.findUniqueOrThrow({ where: { sessionId: SESSION } })).currentStep

test('a save with every answer of a step completes it and names the next step; one with some of them does not', async () => {
  await createTestAssessmentSession(database.db, { sessionId: SESSION, currentStep: 0, responses: {} })
  const { value_assurance_1: first, ...others } = answersOf(1, 'B')
  expect(await save(1, others)).toEqual({ saved: true })
  expect(await currentStep()).toBe(0)
  expect(await save(1, { ...others, value_assurance_1: first! })).toEqual({
    saved: true,
    next: '/assessment/step/2',
  })
  expect(await currentStep()).toBe(1)
  // A step that is complete stays so: one changed answer leads on as well.
  expect(await save(1, { value_assurance_1: 'E' })).toEqual({ saved: true, next: '/assessment/step/2' })
})

test('a save never completes the last step: its form makes the assessment', async () => {
  await createTestAssessmentSession(database.db, {
    sessionId: SESSION,
    currentStep: 3,
    responses: answerAll('C'),
  })
  expect(await save(4, answersOf(4, 'B'))).toEqual({ saved: true })
  expect(await currentStep()).toBe(3)
})
