import { expect, test } from 'vitest'
import { foldDays, recountDays } from '#app/data/roll-up/checks.server.ts'
import { addDays, dayOf } from '#app/domain/day.ts'
import { checkHealth } from '#app/services/check-health.server.ts'
import { checkRollUp } from '#app/services/roll-up/check-roll-up.server.ts'
import { countAssessments } from '#app/services/roll-up/count-assessments.server.ts'
import { rebuildRollUp } from '#app/services/roll-up/rebuild-roll-up.server.ts'
import { createMockContact } from '#tests/factories/assessments.ts'
import { CONTACT_EVIDENCE } from '#tests/factories/consent.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { QUESTIONS } from '#tests/factories/quiz.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { countStages, readStages, takeAssessment } from '#tests/helpers/roll-up.ts'

const { db } = await useTestDatabase()
const NOW = new Date()
const YESTERDAY = addDays(dayOf(NOW), -1)
const startedAt = new Date(`${YESTERDAY}T10:00:00Z`)
const health = async () => (await checkHealth(db, { retentionDays: 30, hubspot: false })).problems
async function rebuild(dryRun = false) {
  const wrong = []
  for await (const day of rebuildRollUp(db, { since: '2020-01-01', now: NOW, dryRun })) wrong.push(day)
  return wrong
}

test('a recount of the last two days agrees with what was counted, and says that it looked', async () => {
  for (let n = 0; n < 3; n++)
    await takeAssessment(db, { startedAt, ...createMockContact(), ...CONTACT_EVIDENCE })
  await db.$executeRaw`SELECT erase_person(${(await db.assessment.findFirstOrThrow()).email}, 'hash', '{}', 'request')`

  expect(await checkRollUp(db, NOW)).toEqual([])
  expect(await db.rollUpCheck.findMany({ orderBy: { day: 'asc' } })).toMatchObject([
    { day: new Date(addDays(YESTERDAY, -1)), differences: 0 },
    { day: new Date(YESTERDAY), differences: 0 },
  ])
  expect(await health()).not.toContain('roll_up')
})

test('figures that disagree turn /health red, and a rebuild puts them right', async () => {
  await takeAssessment(db, { startedAt })
  await takeAssessment(db, { startedAt })
  await countAssessments(db)
  const counted = await countStages(db)
  await db.funnelDay.updateMany({ data: { completed: 7 } })
  await db.scoreDay.deleteMany({ where: { area: 'total' } })
  // As if the answers to the first question had been A, and not C.
  await db.$executeRaw`UPDATE answer_days SET counts = '{2,0,0}' || counts[4:]`

  // One of the funnel, one of the scores, and two of the answers: what is there too much, and what is missing.
  expect(await checkRollUp(db, NOW)).toEqual([{ day: YESTERDAY, differences: 4 }])
  expect(await health()).toContain('roll_up')

  expect(await rebuild(true)).toEqual([{ day: YESTERDAY, differences: 4 }])
  expect(await readStages(db)).not.toEqual(counted)
  expect(await rebuild()).toEqual([{ day: YESTERDAY, differences: 4 }])
  expect(await readStages(db)).toEqual(counted)
  expect(await recountDays(db, YESTERDAY, YESTERDAY)).toEqual([{ day: YESTERDAY, differences: 0 }])
  expect(await health()).not.toContain('roll_up')
  expect(await rebuild()).toEqual([])
})

test('a rebuild makes all of it anew, and leaves what nobody can count again', async () => {
  const id = await takeAssessment(db, { startedAt })
  await takeAssessment(db, { startedAt })
  await countAssessments(db)
  await db.assessment.delete({ where: { id } })
  const before = await readStages(db)
  await db.funnelDay.deleteMany({ where: { recountable: true } })
  await db.scoreDay.deleteMany({ where: { recountable: true } })

  await rebuild()

  expect(await readStages(db)).toEqual(before)
  expect(before).toMatchObject({ completed: 2 })
})

test('adding up the parts in which a day was counted changes no figure, and leaves what is being counted', async () => {
  for (let n = 0; n < 3; n++) await takeAssessment(db, { startedAt })
  await countAssessments(db)
  await db.$executeRaw`UPDATE funnel_days SET slot = 9`

  const before = await db.$transaction(async (counting) => {
    await counting.$executeRaw`SELECT pg_advisory_xact_lock(1211, 9)`
    await takeAssessment(db, { startedAt })
    await countAssessments(db)
    const stages = await readStages(db)
    await foldDays(db, dayOf(NOW))
    expect(await db.funnelDay.findMany({ orderBy: { slot: 'asc' } })).toMatchObject([
      { slot: 0, completed: 1 },
      { slot: 9, completed: 3 },
    ])
    return stages
  })
  await foldDays(db, dayOf(NOW))

  expect(await db.funnelDay.findMany()).toMatchObject([{ slot: 0, completed: 4 }])
  expect(await readStages(db)).toEqual(before)
  expect(await recountDays(db, YESTERDAY, YESTERDAY)).toEqual([{ day: YESTERDAY, differences: 0 }])
})

test('answers are counted as a recount finds them, whatever they are', async () => {
  const answers = {
    ...answerAll('C'),
    [QUESTIONS[0]!.id]: 'E',
    forgotten_10: 'B',
    forgotten_2: 'A',
    odd: 'F',
  }
  await takeAssessment(db, { startedAt, responses: answers })
  await takeAssessment(db, { startedAt, responses: answers })
  await countAssessments(db)
  expect(await recountDays(db, YESTERDAY, YESTERDAY)).toEqual([{ day: YESTERDAY, differences: 0 }])
  const [counted] = await db.answerDay.findMany()
  expect(counted!.questions.split(',').filter((name) => /forgotten|odd/.test(name))).toEqual([
    'forgotten_10',
    'forgotten_2',
  ])
  expect(counted!.counts.reduce((sum, n) => sum + n)).toBe(2 * (QUESTIONS.length + 2))
})
