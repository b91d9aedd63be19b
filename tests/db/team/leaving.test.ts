import { expect, test } from 'vitest'
import { compareWaiting, insertTeam, joinTeam, leaveTeam } from '#app/data/teams.server.ts'
import { IN_PLACE, LEAST_COMPARED } from '#app/domain/team/agreement.ts'
import { NO_CONTACT, createTestAssessment } from '#tests/factories/assessments.ts'
import { QUESTIONS, QUIZ_VERSION, SCORECARD } from '#tests/factories/quiz.ts'
import { useTestDatabase, waitForBlockedStatement } from '#tests/helpers/database.ts'

const { db } = await useTestDatabase()

const TOKEN_HASH = 'ef'.repeat(32)
const keyOf = (sessionId: string) => ({ tokenHash: TOKEN_HASH, sessionIds: [sessionId] })

test('who leaves while the answers are being compared takes the sums along that they have just got into', async () => {
  const maker = await createTestAssessment(db, NO_CONTACT)
  await insertTeam(db, { id: 'team', tokenHash: TOKEN_HASH, assessmentId: maker.id })
  const members = [await createTestAssessment(db, NO_CONTACT), await createTestAssessment(db, NO_CONTACT)]
  for (const { id, sessionId } of members) expect(await joinTeam(db, keyOf(sessionId), id, [])).toBe(true)

  let leaving: Promise<boolean> = Promise.resolve(false)
  await db.$transaction(async (comparing) => {
    const compared = {
      scorecard: SCORECARD,
      quizVersion: QUIZ_VERSION,
      questionIds: QUESTIONS.map(({ id }) => id),
      inPlace: IN_PLACE,
      least: LEAST_COMPARED,
    }
    expect(await compareWaiting(comparing, keyOf(maker.sessionId), compared, [])).toBe(true)
    leaving = leaveTeam(db, keyOf(members[0]!.sessionId), [])
    leaving.catch(() => undefined)
    await waitForBlockedStatement(db)
  })

  expect(await leaving).toBe(true)
  expect(await db.teamGroup.count()).toBe(0)
})
