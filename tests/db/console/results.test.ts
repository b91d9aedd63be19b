import { expect, test } from 'vitest'
import { QUIZ, QUESTIONS, QUIZ_VERSION } from '#tests/factories/quiz.ts'
import { scoreAssessment } from '#app/domain/quiz/scoring.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { createMockContact } from '#tests/factories/assessments.ts'
import { figuresOf, rowsBy, sectionOf, showConsole } from '#tests/helpers/console.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { takeAssessment } from '#tests/helpers/roll-up.ts'

const { db } = await useTestDatabase()
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000 - 10_000)

async function takeSome(): Promise<void> {
  await takeAssessment(db, { responses: answerAll('A'), startedAt: minutesAgo(4) })
  await takeAssessment(db, { responses: answerAll('E'), startedAt: minutesAgo(6), ...createMockContact() })
  await takeAssessment(db, { responses: answerAll('B', { governance_1: 'E' }), startedAt: minutesAgo(9) })
  await takeAssessment(db, { responses: answerAll('B'), startedAt: minutesAgo(30), ...createMockContact() })
  await takeAssessment(db, { responses: answerAll('E'), trafficKind: 'bot' })
}

test('scores and times are those of the visitors’ assessments', async () => {
  await takeSome()
  const [known] = await db.$queryRaw<[{ n: number; mean: number; median: number; p90: number }]>`
    SELECT count(*)::int AS n, avg("totalScore")::float8 AS mean,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY "totalScore")::int AS median,
      percentile_disc(0.9) WITHIN GROUP (ORDER BY "completionTimeSeconds" / 60)::int AS p90
    FROM assessments WHERE "trafficKind" = 'visitor'`
  const view = await showConsole(db, 'results')
  const figures = figuresOf(sectionOf(view, 'summary'))
  expect(figures).toMatchObject({ results: known.n, median: known.median, p90Time: known.p90 * 60 })
  expect(figures.mean).toBeCloseTo(known.mean, 1)
  expect(figures.medianTime).toBe(6 * 60)

  const bins = rowsBy(sectionOf(view, 'scores'), 'score')
  expect(bins['95 to 100']!.n).toBe(1)
  expect(bins['0 to 4']!.n).toBe(1)
  expect(sectionOf(view, 'scores').table!.rows.reduce((sum, { cells }) => sum + Number(cells.n), 0)).toBe(
    known.n,
  )
  for (const { href } of sectionOf(view, 'scores').table!.rows) {
    const list = await showConsole(db, href!.replace('/ops/', ''))
    const row = sectionOf(view, 'scores').table!.rows.find((candidate) => candidate.href === href)!
    expect(figuresOf(sectionOf(list, 'leads')).matching).toBe(row.cells.n)
  }
})

test('leads are told apart by quality and category as their rows are, and lead to them', async () => {
  await takeSome()
  const groups = await db.assessment.groupBy({
    by: ['leadQuality'],
    where: { trafficKind: 'visitor' },
    _count: true,
  })
  const section = sectionOf(await showConsole(db, 'results'), 'quality')
  for (const { leadQuality, _count } of groups) expect(figuresOf(section)[leadQuality]).toBe(_count)
  for (const { cells, href } of section.table!.rows) {
    const list = sectionOf(await showConsole(db, href!.replace('/ops/', '')), 'leads')
    expect(figuresOf(list).matching).toBe(cells.all)
  }
})

test('what a question costs is what the scoring takes off, on average', async () => {
  await takeSome()
  const taken = await db.assessment.findMany({ where: { trafficKind: 'visitor' } })
  const scores = taken.map(({ responses }) => scoreAssessment(QUIZ, responses as Record<string, string>))
  const view = await showConsole(db, 'results')
  const lost = rowsBy(sectionOf(view, 'lost'), 'question')
  const hardest = rowsBy(sectionOf(view, 'hardest'), 'question')
  const answers = rowsBy(sectionOf(view, 'answers'), 'question')
  for (const { id, text } of QUESTIONS) {
    const parts = scores.map(({ contributions }) =>
      contributions.find(({ questionId }) => questionId === id)!,
    )
    const mean = parts.reduce((sum, part) => sum + part.lost, 0) / parts.length
    expect(lost[text]!.lost).toBeCloseTo(mean, 1)
    expect(hardest[text]!.share).toBe(parts.filter(({ choice }) => choice === 'E').length / parts.length)
    expect(answers[text]!.B).toBe(parts.filter(({ choice }) => choice === 'B').length)
  }
  expect(sectionOf(view, 'hardest').table!.rows[0]!.cells.question).toBe(
    QUESTIONS.find(({ id }) => id === 'governance_1')!.text,
  )
})

test('without a result, or with another version, the page says so and draws nothing', async () => {
  const nobody = await showConsole(db, 'results')
  expect(sectionOf(nobody, 'summary').text).toMatch(/^Nobody/)
  expect(nobody.sections.every(({ chart }) => chart === undefined)).toBe(true)
  await takeSome()
  const other = await showConsole(db, 'results?version=of+another+time')
  expect(figuresOf(sectionOf(other, 'summary')).results).toBe(0)
  expect(sectionOf(other, 'lost').table!.empty).toContain('weights')
  expect(other.filters!.at(-1)!.options!.map(({ value }) => value)).toContain(QUIZ_VERSION)
})
