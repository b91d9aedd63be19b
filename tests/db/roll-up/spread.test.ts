import { expect, test } from 'vitest'
import { findOwnAssessment } from '#app/data/opened-assessments.server.ts'
import { addDays, dayOf } from '#app/domain/day.ts'
import { QUIZ_VERSION, SCORECARD } from '#tests/factories/quiz.ts'
import { checkRollUp } from '#app/services/roll-up/check-roll-up.server.ts'
import { scrubPersonalData } from '#app/services/privacy/scrub-personal-data.server.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { takeAssessment } from '#tests/helpers/roll-up.ts'

const { db } = await useTestDatabase()
const NOW = new Date()
const YESTERDAY = addDays(dayOf(NOW), -1)

const addScores = (score: number, n: number, day = YESTERDAY) =>
  db.scoreDay.create({
    data: {
      day: new Date(day),
      slot: score,
      recountable: false,
      scorecard: SCORECARD,
      quizVersion: QUIZ_VERSION,
      area: 'total',
      score,
      n,
    },
  })

async function spreadOf(id: string) {
  const { sessionId } = await db.assessment.findUniqueOrThrow({ where: { id } })
  return (await findOwnAssessment(db, id, { sessionIds: [sessionId], linkHashes: [] }))!.spread
}

test('below fifty results there is no spread, and from fifty on results show it', async () => {
  const id = await takeAssessment(db)
  await addScores(20, 25)
  await addScores(60, 24)
  await checkRollUp(db, NOW)
  expect(await spreadOf(id)).toBeNull()

  await addScores(61, 1)
  await checkRollUp(db, NOW)
  expect(await spreadOf(id)).toEqual({
    from: YESTERDAY,
    through: YESTERDAY,
    lowestScores: [0, 30],
    counts: [30, 30],
  })
})

test('today is not in it, and it changes only with fifty more results', async () => {
  const id = await takeAssessment(db)
  await addScores(20, 40)
  await addScores(60, 40)
  await addScores(90, 500, dayOf(NOW))
  await checkRollUp(db, NOW)
  const first = await spreadOf(id)
  expect(first?.counts).toEqual([40, 40])

  await addScores(61, 49)
  await checkRollUp(db, NOW)
  expect(await spreadOf(id)).toEqual(first)

  await addScores(62, 1)
  await checkRollUp(db, NOW)
  expect((await spreadOf(id))?.counts).toEqual([40, 90])
})

test('it is the same before and after the scrub', async () => {
  const id = await takeAssessment(db)
  await addScores(20, 40)
  await addScores(60, 40)
  await checkRollUp(db, NOW)
  const before = await spreadOf(id)

  await db.$executeRaw`UPDATE assessments SET "createdAt" = now() - interval '31 days'`
  await scrubPersonalData(db, { retentionDays: 30, seconds: 60, clock: () => 0 })

  expect((await db.assessment.findUniqueOrThrow({ where: { id } })).emailScrubbedAt).not.toBeNull()
  expect(await spreadOf(id)).toEqual(before)
})
