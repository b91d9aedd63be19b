import { expect, test } from 'vitest'
import { noteBriefingClick } from '#app/data/briefing-clicks.server.ts'
import { histogramsPart } from '#app/data/console/histograms.server.ts'
import { readPart } from '#app/data/parts.server.ts'
import { deleteExpiredSessions } from '#app/data/sessions.server.ts'
import { QUIZ } from '#tests/factories/quiz.ts'
import { countAssessments } from '#app/services/roll-up/count-assessments.server.ts'
import { scrubPersonalData } from '#app/services/privacy/scrub-personal-data.server.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { createMockContact } from '#tests/factories/assessments.ts'
import { CONTACT_EVIDENCE } from '#tests/factories/consent.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { letDaysPass } from '#tests/helpers/passing-time.ts'
import { ALL_TIME, countStages, readStages, takeAssessment } from '#tests/helpers/roll-up.ts'

const { db } = await useTestDatabase()
const readHistograms = async () => (await readPart(db, histogramsPart(ALL_TIME.range, QUIZ)))[0]!
const person = () => ({ ...createMockContact(), consentAt: new Date(), ...CONTACT_EVIDENCE })

/** Some who gave up at each step, and some who finished, with more or less to say about themselves. */
async function takeMany(): Promise<void> {
  for (const currentStep of [0, 1, 1, 2, 3])
    await createTestAssessmentSession(db, {
      currentStep,
      ...(currentStep === 3 && { email: 'e@example.com' }),
    })
  await takeAssessment(db)
  await takeAssessment(db, { email: 'only@example.com', consentAt: new Date(), ...CONTACT_EVIDENCE })
  const named = await takeAssessment(db, person())
  await takeAssessment(db, { ...person(), phone: '+49 30 1234567' })
  await db.$executeRaw`UPDATE assessments SET "addressConfirmedAt" = now() WHERE id = ${named}`
}

test('every way that an assessment goes is counted as the rows themselves say, before and after expiry, scrub and erasure', async () => {
  await takeMany()
  const counted = await countStages(db)
  expect(counted).toMatchObject({
    starts: 9,
    step1: 8,
    step3: 5,
    completed: 4,
    emails: 4,
    named: 2,
    phoned: 1,
  })
  expect(await readStages(db)).toEqual(counted)
  const histograms = await readHistograms()
  expect(histograms.scores.total).toEqual({ 50: 4 })

  await db.$executeRaw`UPDATE assessment_sessions SET "expiresAt" = now()`
  expect(await deleteExpiredSessions(db, 100)).toBe(5)
  expect(await readStages(db)).toEqual(counted)

  const { email } = await db.assessment.findFirstOrThrow({ where: { phone: { not: null } } })
  await db.$executeRaw`SELECT erase_person(${email}, 'hash', '{}', 'request')`
  expect(await db.assessment.count()).toBe(3)
  expect(await readStages(db)).toEqual(counted)

  await letDaysPass(db, 31)
  await scrubPersonalData(db, { retentionDays: 30, seconds: 60, clock: () => 0 })
  expect(await db.assessment.count({ where: { emailScrubbedAt: null } })).toBe(0)
  expect(await readStages(db)).toEqual(counted)
  expect(await readHistograms()).toEqual(histograms)
})

test('each stage counts once, however often it is reached, and stays when it is taken back', async () => {
  const id = await takeAssessment(db, person())
  await db.$executeRaw`UPDATE assessments SET "addressConfirmedAt" = now() WHERE id = ${id}`
  await db.$executeRaw`UPDATE assessments SET email = 'other@example.com', "addressConfirmedAt" = NULL WHERE id = ${id}`
  await db.$executeRaw`UPDATE assessments SET "addressConfirmedAt" = now() WHERE id = ${id}`
  await db.$executeRaw`SELECT withdraw_consent('other@example.com')`

  expect(await readStages(db)).toMatchObject({ starts: 1, completed: 1, emails: 1, confirmed: 1, named: 1 })
})

test('all of it is counted on the day of the start', async () => {
  const yesterday = new Date(Date.now() - 24 * 3600 * 1000)
  const id = await takeAssessment(db, { ...person(), startedAt: yesterday })
  await db.$executeRaw`UPDATE assessments SET phone = '+49 30 1234567' WHERE id = ${id}`

  await countAssessments(db)
  const days = await db.funnelDay.findMany()
  expect(new Set(days.map(({ day }) => day.toISOString().slice(0, 10)))).toEqual(
    new Set([yesterday.toISOString().slice(0, 10)]),
  )
  expect(await readStages(db)).toMatchObject({ completed: 1, phoned: 1 })
})

test('a click on the invitation counts once, and only for whoever holds a key to the results', async () => {
  const id = await takeAssessment(db, { responses: answerAll('E'), ...person() })
  const { sessionId } = await db.assessment.findUniqueOrThrow({ where: { id } })
  await noteBriefingClick(db, id, { sessionIds: ['somebody-else'], linkHashes: [] })
  expect(await readStages(db)).not.toHaveProperty('briefingClicks')

  for (let click = 0; click < 2; click++)
    await noteBriefingClick(db, id, { sessionIds: [sessionId], linkHashes: [] })
  expect(await readStages(db)).toMatchObject({ briefingClicks: 1 })
})

test('what turns out to be an own test leaves every figure', async () => {
  await takeAssessment(db)
  const id = await takeAssessment(db, person())
  await db.$executeRaw`UPDATE assessments SET "trafficKind" = 'own_test' WHERE id = ${id}`

  expect(await readStages(db)).toMatchObject({ starts: 1, completed: 1 })
  expect((await readHistograms()).scores.total).toEqual({ 50: 1 })
})

test('whoever completes in the transaction in which others expire is counted once, and they are too', async () => {
  await db.$transaction(async (together) => {
    await takeAssessment(together)
    for (const currentStep of [1, 2])
      await createTestAssessmentSession(together, { currentStep, expiresAt: new Date(0) })
    await deleteExpiredSessions(together, 10)
    await takeAssessment(together)
  })
  await countAssessments(db)

  expect(await db.funnelDay.aggregate({ _sum: { starts: true, step2: true, completed: true } })).toEqual({
    _sum: { starts: 4, step2: 3, completed: 2 },
  })
})

test('answers are counted by question and choice, and durations by minute', async () => {
  const startedAt = new Date(Date.now() - 7.5 * 60_000)
  await takeAssessment(db, { startedAt, responses: answerAll('B', { governance_1: 'E' }) })
  await takeAssessment(db, { startedAt, responses: answerAll('B') })

  const { answers, minutes, scores } = await readHistograms()
  expect(answers.governance_1).toEqual({ B: 1, E: 1 })
  expect(answers.governance_2).toEqual({ B: 2 })
  expect(minutes).toEqual({ 7: 2 })
  const areas = Object.keys((await db.assessment.findFirstOrThrow()).scoreBreakdown as object)
  expect(Object.keys(scores).sort()).toEqual([...areas, 'total'].sort())
})

test('a result that gets another number and details at once before it is counted is counted once, with them', async () => {
  const id = await takeAssessment(db)
  await db.$executeRaw`UPDATE assessments SET id = 'another', phone = '+49 30 1234567' WHERE id = ${id}`
  expect(await readStages(db)).toMatchObject({ completed: 1, phoned: 1 })
  expect(await countAssessments(db)).toBe(1)
  expect(await readStages(db)).toMatchObject({ completed: 1, phoned: 1 })
})
