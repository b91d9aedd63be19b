import { expect, test } from 'vitest'
import { findOwnAssessment } from '#app/data/opened-assessments.server.ts'
import { dayOf } from '#app/domain/day.ts'
import { recountDays } from '#app/data/roll-up/checks.server.ts'
import { countAssessments } from '#app/services/roll-up/count-assessments.server.ts'
import { rebuildRollUp } from '#app/services/roll-up/rebuild-roll-up.server.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { QUICK_CHECK } from '#tests/factories/quiz.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { figuresOf, rowsBy, sectionOf, showConsole } from '#tests/helpers/console.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { readStages, takeAssessment } from '#tests/helpers/roll-up.ts'

const { db } = await useTestDatabase()
const OTHER = { scorecard: QUICK_CHECK.scorecard, quizVersion: QUICK_CHECK.version, totalSteps: 3 }
const takeOther = (choice: 'A' | 'E') =>
  takeAssessment(db, {
    ...OTHER,
    currentStep: 3,
    responses: Object.fromEntries(QUICK_CHECK.questions.map(({ id }) => [id, choice])),
  })

test('each scorecard has its own funnel, with as many steps as it has', async () => {
  await takeAssessment(db)
  await takeOther('A')
  await takeOther('E')
  await createTestAssessmentSession(db, { ...OTHER, currentStep: 1 })
  const own = { starts: 1, step1: 1, step2: 1, step3: 1, step4: 1, completed: 1 }
  const others = { starts: 3, step1: 3, step2: 2, step3: 2, completed: 2 }
  expect(await readStages(db, { scorecard: 'ai-readiness' })).toEqual(own)
  expect(await readStages(db, { scorecard: 'quick-check' })).toEqual(others)
  expect(await readStages(db)).toMatchObject({ starts: 4, step1: 4, step2: 3, step4: 3, completed: 3 })

  const stages = sectionOf(await showConsole(db, 'funnel?scorecard=quick-check'), 'stages')
  expect(Object.keys(rowsBy(stages, 'stage')).filter((label) => label.startsWith('Step'))).toEqual([
    'Step 1',
    'Step 2',
    'Step 3',
  ])
  const week = sectionOf(await showConsole(db, '?scorecard=quick-check'), 'week')
  expect(figuresOf(week)).toMatchObject({ starts: 3, completed: 2 })
})

test('results, leads and what is compared are of one scorecard, though both versions have the same name', async () => {
  const sessionIds = ['browser-with-two-scorecards', 'browser-with-two-scorecards-2']
  await takeAssessment(db, { sessionId: sessionIds[0]!, responses: answerAll('B') })
  const id = await takeAssessment(db, {
    ...OTHER,
    sessionId: sessionIds[1]!,
    currentStep: 3,
    responses: Object.fromEntries(QUICK_CHECK.questions.map((question) => [question.id, 'E'])),
  })
  const meanOf = async (query: string) =>
    figuresOf(sectionOf(await showConsole(db, `results?${query}`), 'summary')).mean
  expect(await meanOf('')).toBe(75)
  expect(await meanOf('scorecard=quick-check')).toBe(0)
  const leads = await showConsole(db, 'leads?scorecard=quick-check')
  expect(sectionOf(leads, 'leads').table!.rows.map(({ cells }) => cells.id)).toEqual([id])
  const opened = await findOwnAssessment(db, id, { sessionIds, linkHashes: [] })
  expect(opened).toMatchObject({ scorecard: 'quick-check', earlier: null })
})

test('a scorecard that was counted wrongly is found by a recount, and put right by a repair', async () => {
  await takeOther('A')
  await countAssessments(db)
  const now = new Date()
  const today = dayOf(now)
  expect(await recountDays(db, today, today)).toEqual([{ day: today, differences: 0 }])
  await db.$executeRaw`UPDATE funnel_days SET scorecard = 'ai-readiness'`
  expect((await recountDays(db, today, today))[0]?.differences).toBe(2)
  for await (const { day } of rebuildRollUp(db, { since: today, now, dryRun: false })) expect(day).toBe(today)
  expect(await readStages(db, { scorecard: 'quick-check' })).toMatchObject({ starts: 1, completed: 1 })
  expect(await readStages(db, { scorecard: 'ai-readiness' })).toEqual({})
})
