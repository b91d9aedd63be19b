import { beforeEach, describe, expect, test } from 'vitest'
import { deleteExpiredSessions } from '#app/data/sessions.server.ts'
import { addDays, dayOf } from '#app/domain/day.ts'
import { type FunnelStage, stagesOf } from '#app/domain/visit/funnel.ts'
import { STAGE_WORDS } from '#app/domain/visit/funnel-words.ts'
import { checkRollUp } from '#app/services/roll-up/check-roll-up.server.ts'
import { scrubPersonalData } from '#app/services/privacy/scrub-personal-data.server.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { createMockContact } from '#tests/factories/assessments.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { figuresOf, rowsBy, sectionOf, showConsole } from '#tests/helpers/console.ts'
import { addCountedVisits } from '#tests/helpers/counted-visits.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { letDaysPass } from '#tests/helpers/passing-time.ts'
import { countStages, takeAssessment } from '#tests/helpers/roll-up.ts'

const { db } = await useTestDatabase()

/** The stages as the page shows them; those without anybody are left out. */
async function shownStages(query: string) {
  const rows = rowsBy(sectionOf(await showConsole(db, `funnel?${query}`), 'stages'), 'stage')
  return Object.fromEntries(
    stagesOf(4)
      .map((stage) => [stage, rows[STAGE_WORDS[stage].label]!.count])
      .filter(([, n]) => n !== 0),
  ) as Partial<Record<FunnelStage, number>>
}

test('what the page says is what the rows say, before and after expiry, erasure and scrub', async () => {
  for (const currentStep of [0, 1, 2, 3]) await createTestAssessmentSession(db, { currentStep })
  await takeAssessment(db, { source: 'ads', device: 'mobile' })
  await takeAssessment(db, { ...createMockContact(), source: 'ads', phone: '+49 30 1234567' })
  await takeAssessment(db, { trafficKind: 'own_test' })
  const counted = await countStages(db)
  expect(counted).toMatchObject({ starts: 6, completed: 2, phoned: 1 })
  expect(await shownStages('')).toEqual(counted)
  expect(await shownStages('source=ads')).toMatchObject({ starts: 2, completed: 2 })
  expect(await shownStages('source=ads&device=mobile')).toMatchObject({ starts: 1, completed: 1 })
  expect(await shownStages('source=nobody')).toEqual({})
  expect(figuresOf(sectionOf(await showConsole(db, 'funnel'), 'headline')).underWay).toBe(4)

  await db.$executeRaw`UPDATE assessment_sessions SET "expiresAt" = now()`
  await deleteExpiredSessions(db, 100)
  const { email } = await db.assessment.findFirstOrThrow({ where: { phone: { not: null } } })
  await db.$executeRaw`SELECT erase_person(${email}, 'hash', '{}', 'request')`
  await letDaysPass(db, 31)
  await scrubPersonalData(db, { retentionDays: 30, seconds: 60, clock: () => 0 })
  expect(await shownStages('days=90')).toEqual(counted)
  const leftOut = rowsBy(sectionOf(await showConsole(db, 'funnel?days=90'), 'left-out'), 'kind')
  expect(leftOut['Own tests']).toMatchObject({ starts: 1, completed: 1 })
})

describe('over two months of visits', () => {
  beforeEach(() => addCountedVisits(db))

  /** Sums of the table by itself, by a statement of its own. */
  async function sumOf(stage: FunnelStage, from: string, to: string, more = '') {
    const [{ n }] = await db.$queryRawUnsafe<[{ n: number }]>(
      `SELECT COALESCE(sum("${stage}"), 0)::int AS n FROM funnel_days
       WHERE day BETWEEN '${from}' AND '${to}' AND "trafficKind" = 'visitor' ${more}`,
    )
    return n
  }

  test('each stage and rate equals sums of the days, beside those of the period before', async () => {
    const to = addDays(dayOf(new Date()), -3)
    const [from, before] = [addDays(to, -6), addDays(to, -13)]
    const view = await showConsole(db, `funnel?days=7&to=${to}&source=ads`)
    const rows = sectionOf(view, 'stages').table!.rows
    for (const [place, stage] of stagesOf(4).entries()) {
      const { cells } = rows[place]!
      expect(cells.count).toBe(await sumOf(stage, from, to, `AND source = 'ads'`))
      expect(cells.earlier).toBe(await sumOf(stage, before, addDays(from, -1), `AND source = 'ads'`))
      expect(cells.definition).not.toBe('')
    }
    const starts = Number(rows[1]!.cells.count)
    expect(rows[1]!.cells.ofBefore).toBe(starts / Number(rows[0]!.cells.count))
    expect(rows[6]!.cells.ofStarts).toBe(Number(rows[6]!.cells.count) / starts)
  })

  test('days and dimensions each add up to the funnel, the rest as one row', async () => {
    await db.$executeRaw`
      INSERT INTO funnel_days (day, slot, recountable, "trafficKind", variant, source, campaign, device, locale, scorecard, "quizVersion",
        "sourceKind", landings, starts)
      SELECT (now() AT TIME ZONE 'UTC')::date, 9, false, 'visitor', 'control', 'partner ' || n, '(none)', 'desktop', 'en', 'ai-readiness', '1',
        'referral', 3, 1 FROM generate_series(1, 25) AS n`
    const view = await showConsole(db, 'funnel')
    const { starts, landings } = figuresOf(sectionOf(view, 'headline'))
    const sumsOf = (id: string) =>
      sectionOf(view, id).table!.rows.reduce(
        (sum, { cells }) => [sum[0]! + Number(cells.landings), sum[1]! + Number(cells.starts)],
        [0, 0],
      )
    for (const name of [
      'variant',
      'source',
      'campaign',
      'device',
      'language',
      'scorecard',
      'version',
      'kind',
    ])
      expect(sumsOf(`by-${name}`), name).toEqual([landings, starts])
    expect(sumsOf('days')).toEqual([landings, starts])
    expect(sectionOf(view, 'days').table!.rows).toHaveLength(28)
    const sources = sectionOf(view, 'by-source').table!.rows
    expect(sources).toHaveLength(11)
    expect(sources.at(-1)!.cells).toMatchObject({
      value: '18 others together',
      starts: 18,
      startRate: 1 / 3,
      completionRate: 'too few',
    })
    expect(sources[0]!.href).toBe(`/ops/funnel?source=${encodeURIComponent(String(sources[0]!.cells.value))}`)
  })

  test('the overview says the same of seven days in one line', async () => {
    const week = figuresOf(sectionOf(await showConsole(db, ''), 'week'))
    const { underWay: _, ...headline } = figuresOf(
      sectionOf(await showConsole(db, 'funnel?days=7'), 'headline'),
    )
    expect(week).toEqual(headline)
    expect(week.landings).toBeGreaterThan(0)
  })
})

test('nobody, few, and nobody to divide by are said in words', async () => {
  const empty = await showConsole(db, 'funnel')
  expect(sectionOf(empty, 'headline').text).toMatch(/^Nobody came/)
  expect(sectionOf(empty, 'stages').chart).toBeUndefined()
  expect(sectionOf(empty, 'stages').table!.rows[1]!.cells.ofBefore).toBe('no rate')
  await takeAssessment(db, { responses: answerAll('B') })
  expect(sectionOf(await showConsole(db, 'funnel'), 'headline').text).toMatch(/^Fewer than 30 starts/)
})

test('the page says whether the night agreed, and what to type when it did not', async () => {
  const verdict = async () => sectionOf(await showConsole(db, 'funnel'), 'agreement').verdicts![0]!
  expect(await verdict()).toMatchObject({ kept: true, unknown: true })
  await takeAssessment(db)
  await letDaysPass(db, 1)
  await checkRollUp(db, new Date())
  expect(await verdict()).toMatchObject({ kept: true, unknown: false })
  await db.$executeRaw`UPDATE funnel_days SET completed = completed + 1`
  await checkRollUp(db, new Date())
  const wrong = await verdict()
  expect(wrong.kept).toBe(false)
  expect(wrong.todo.join()).toContain(`npm run ops:rebuild -- --since ${addDays(dayOf(new Date()), -1)}`)
})

test('the list that the completed lead to has as many', async () => {
  await takeAssessment(db, { source: 'ads', campaign: null })
  await takeAssessment(db, { source: 'ads', campaign: 'autumn' })
  await takeAssessment(db, { source: 'ads', campaign: 'autumn', trafficKind: 'own_test' })
  for (const [query, count] of [
    ['source=ads', 2],
    ['campaign=autumn', 1],
    ['campaign=(none)', 1],
    ['version=of+nobody', 0],
  ] as const) {
    const headline = sectionOf(await showConsole(db, `funnel?${query}`), 'headline')
    expect(figuresOf(headline).completed).toBe(count)
    const { href } = headline.figures!.find(({ id }) => id === 'completed')!
    const list = sectionOf(await showConsole(db, href!.replace('/ops/', '')), 'leads')
    expect(figuresOf(list).matching, query).toBe(count)
  }
  const unlisted = sectionOf(await showConsole(db, 'funnel?device=mobile'), 'headline')
  expect(unlisted.figures!.find(({ id }) => id === 'completed')!.href).toBe('#days')
})
