import { expect, test } from 'vitest'
import { winRate } from '#app/domain/outcomes/win-rate.ts'
import { AREAS } from '#tests/factories/quiz.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { figuresOf, rowsBy, sectionOf, showConsole } from '#tests/helpers/console.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'

const { db } = await useTestDatabase()

async function deals(count: number, outcome: string | null, answers = answerAll('C')): Promise<void> {
  for (let made = 0; made < count; made++) {
    const { id } = await createTestAssessment(db, { responses: answers })
    await db.dealOutcome.create({ data: { assessmentId: id, outcome } })
  }
}

test('before HubSpot was asked the page says so', async () => {
  const view = await showConsole(db, 'outcomes')
  expect(sectionOf(view, 'summary').text).toContain('has not been asked yet')
  expect(figuresOf(sectionOf(view, 'summary'))).toMatchObject({ deals: 0, won: 0, rate: null })
})

test('won, lost, open and unknown deals are told apart, with the rate of those that were closed', async () => {
  await deals(3, 'won')
  await deals(2, 'lost')
  await deals(4, 'open')
  await deals(1, null)
  const view = await showConsole(db, 'outcomes')
  const figures = figuresOf(sectionOf(view, 'summary'))
  expect(figures).toMatchObject({ deals: 10, won: 3, lost: 2, open: 4, unsaid: 1, rate: 0.6 })
})

test('each category has its own rate with its interval, and one without closed deals has none', async () => {
  await deals(6, 'won', answerAll('A'))
  await deals(2, 'lost', answerAll('A'))
  await deals(1, 'won', answerAll('E'))
  await deals(1, 'open', answerAll('C'))
  const rows = rowsBy(sectionOf(await showConsole(db, 'outcomes'), 'categories'), 'group')
  const [best] = Object.values(rows)
  expect(best).toMatchObject({ closed: 8, won: 6, ...winRate(6, 8) })
  expect(Object.values(rows).map(({ closed }) => closed)).toEqual([8, 0, 0, 0, 1])
  expect(Object.values(rows)[2]).toMatchObject({ rate: null, low: null, high: null, open: 1 })
})

test('results of another version of the questions are not among them', async () => {
  await deals(2, 'won')
  await db.assessment.updateMany({ data: { quizVersion: 'before' } })
  expect(figuresOf(sectionOf(await showConsole(db, 'outcomes'), 'summary'))).toMatchObject({ deals: 0 })
})

test('weights are proposed as a draft where the outcomes carry it, and not before', async () => {
  const governs = (choice: 'A' | 'E') => ({
    ...answerAll('C'),
    ...Object.fromEntries(AREAS[3]!.questions.map(({ id }) => [id, choice])),
  })
  const more = async (
    governance: 'A' | 'E',
    breakdown: Record<string, number>,
    won: number,
    lost: number,
  ) => {
    const { id } = await createTestAssessment(db, {
      responses: governs(governance),
      scoreBreakdown: breakdown,
    })
    await db.$executeRaw`
      INSERT INTO assessments (id, "sessionId", responses, "quizVersion", "scoreBreakdown", "scoreCategory", recommendations)
      SELECT a.id || n, a.id || n, responses, "quizVersion", "scoreBreakdown", "scoreCategory", recommendations
      FROM assessments a, generate_series(2, ${won + lost}::int) AS n WHERE a.id = ${id}`
    await db.$executeRaw`
      INSERT INTO deal_outcomes ("assessmentId", outcome)
      SELECT id, CASE WHEN row_number() OVER () <= ${won} THEN 'won' ELSE 'lost' END
      FROM assessments WHERE id LIKE ${`${id}%`}`
  }
  const others = [
    [20, 40, 60],
    [60, 20, 40],
    [40, 60, 20],
    [70, 70, 70],
  ]
  expect(sectionOf(await showConsole(db, 'outcomes'), 'weights').text).toContain('so far there are 0 and 0')
  for (const [valueAssurance, customerSafe, riskCompliance] of others) {
    const breakdown = {
      valueAssurance: valueAssurance!,
      customerSafe: customerSafe!,
      riskCompliance: riskCompliance!,
    }
    await more('A', { ...breakdown, governance: 100 }, 40, 10)
    await more('E', { ...breakdown, governance: 0 }, 10, 40)
  }
  const section = sectionOf(await showConsole(db, 'outcomes'), 'weights')
  expect(section.text).toContain('as a draft with a new version')
  const rows = rowsBy(section, 'area')
  expect(rows[AREAS[3]!.name]!.proposed).toBeGreaterThan(90)
  const proposed = AREAS.map(({ name }) => Number(rows[name]!.proposed))
  expect(proposed.reduce((sum, weight) => sum + weight, 0)).toBe(100)
  // The scorecard takes no area that weighs nothing.
  expect(Math.min(...proposed)).toBeGreaterThan(0)
  expect(AREAS.map(({ weight }) => weight)).toEqual([25, 35, 25, 15])
})
