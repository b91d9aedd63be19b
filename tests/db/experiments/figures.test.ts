import { expect, test } from 'vitest'
import type { Row } from '#app/domain/console/page-view.ts'
import { addDays, dayOf } from '#app/domain/day.ts'
import { compareWithControl } from '#app/domain/experiments/verdict.ts'
import { showPage } from '#app/services/console/console-page.server.ts'
import { findPage } from '#app/services/console/pages.server.ts'
import { scrubPersonalData } from '#app/services/privacy/scrub-personal-data.server.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { CONTROL, EXPERIMENT, TREATMENT, countVisits, createExperiment } from '#tests/helpers/experiments.ts'
import { takeAssessment } from '#tests/helpers/roll-up.ts'

const { db } = await useTestDatabase()
const { id } = EXPERIMENT
const TODAY = dayOf(new Date())
const daysAgo = (days: number) => new Date(addDays(TODAY, -days))

async function show(path = `experiments/${id}`) {
  const { page, id: about } = findPage(path)!
  const expected = { retentionDays: 30, hubspot: true }
  const request = { params: new URLSearchParams(), id: about, expected, details: false, now: new Date() }
  return (await showPage(db, page.show, request, null))!
}

type Shown = Awaited<ReturnType<typeof show>>
const rowsOf = (view: Shown): readonly Row[] => view.sections.flatMap(({ table }) => table?.rows ?? [])
const figure = (view: Shown, name: string) =>
  view.sections.flatMap(({ figures = [] }) => figures).find((each) => each.id === name)!

/** The same, counted by itself: days from the roll-up, and who is under way. */
async function countIndependently(key: string) {
  const [row] = await db.$queryRaw<[{ landings: number; starts: number }]>`
    SELECT (SELECT COALESCE(sum(landings), 0) FROM current_funnel_days() WHERE variant = ${key} AND "trafficKind" = 'visitor')::int AS landings,
      ((SELECT count(*) FROM assessments WHERE "abTestVariant" = ${key} AND "trafficKind" = 'visitor')
        + (SELECT count(*) FROM assessment_sessions WHERE "abTestVariant" = ${key} AND "trafficKind" = 'visitor'))::int AS starts`
  return row
}

test('visitors and conversions of each variant are those of independent SQL, before and after the scrub', async () => {
  await createExperiment(db, { startedAt: daysAgo(40) })
  await countVisits(db, CONTROL.key, { landings: 7 }, { day: daysAgo(3) })
  await countVisits(db, TREATMENT.key, { landings: 4 }, { day: daysAgo(40) })
  await countVisits(db, TREATMENT.key, { landings: 5 }, { day: daysAgo(1), slot: 3 })
  await countVisits(db, TREATMENT.key, { landings: 50, starts: 50 }, { trafficKind: 'preview' })
  await countVisits(db, TREATMENT.key, { landings: 50, starts: 50 }, { trafficKind: 'bot' })
  await countVisits(db, `${TREATMENT.key}:chosen`, { landings: 50, starts: 50 })
  await countVisits(db, 'another:control', { landings: 50, starts: 50 })
  const startedAt = daysAgo(35)
  for (const abTestVariant of [CONTROL.key, TREATMENT.key, TREATMENT.key])
    await takeAssessment(db, { abTestVariant, startedAt })
  await takeAssessment(db, { abTestVariant: TREATMENT.key, trafficKind: 'preview' })
  await createTestAssessmentSession(db, { abTestVariant: CONTROL.key })
  await createTestAssessmentSession(db, { abTestVariant: null })

  const figures = async () =>
    rowsOf(await show()).map(({ cells }) => ({ landings: cells.landings, starts: cells.conversions }))
  const independent = [await countIndependently(CONTROL.key), await countIndependently(TREATMENT.key)]
  expect(independent).toEqual([
    { landings: 7, starts: 2 },
    { landings: 9, starts: 2 },
  ])
  expect(await figures()).toEqual(independent)
  await db.$executeRaw`UPDATE assessments SET "createdAt" = now() - interval '31 days'`
  const { affectedRows } = await scrubPersonalData(db, { retentionDays: 30, seconds: 60, clock: () => 0 })
  expect(affectedRows).toBeGreaterThan(0)
  expect(await figures()).toEqual(independent)
})

test('the verdict, the lift and its interval are those of the statistics over what was counted', async () => {
  const startedAt = daysAgo(20)
  await createExperiment(db, { startedAt })
  await countVisits(db, CONTROL.key, { landings: 3000, starts: 900 }, { day: daysAgo(5) })
  await countVisits(db, TREATMENT.key, { landings: 3000, starts: 1200 }, { day: daysAgo(5) })
  const view = await show()
  const plan = { startedAt, planned: EXPERIMENT.planned, comparisons: 1 }
  const arms = [
    { visitors: 3000, conversions: 900 },
    { visitors: 3000, conversions: 1200 },
  ] as const
  const { verdict, lift, interval, smallestFindable } = compareWithControl(...arms, plan, new Date())
  expect(verdict).toBe('better')
  expect(rowsOf(view)[1]!.cells).toMatchObject({
    ...{ rate: 0.4, verdict, lift, low: interval!.low, high: interval!.high },
  })
  expect(figure(view, 'smallest').value).toBe(smallestFindable)
  expect(view.sections[0]!.text).toContain(`“${TREATMENT.id}” is better than “${CONTROL.id}”`)
  expect(rowsOf(await show('experiments'))[0]!.cells).toMatchObject({ id, state: 'running', verdict })
})

const ALWAYS = ['sample-ratio', 'smallest', 'no-verdict-before', 'ends'] as const

test('none running, too few and a mismatch are states in words, with the same figures and definitions on each', async () => {
  const before = await show()
  expect(before.sections[0]!.text).toContain('not been started')
  expect((await show('experiments')).sections[0]!.text).toContain('None runs')

  await createExperiment(db, { startedAt: daysAgo(10) })
  await countVisits(db, CONTROL.key, { landings: 100, starts: 30 })
  await countVisits(db, TREATMENT.key, { landings: 110, starts: 32 })
  const few = await show()
  expect(few.sections[0]!.text).toContain('Too few to say anything')
  expect(few.sections[0]!.text).toContain(
    `no verdict before ${String(figure(few, 'no-verdict-before').value)}`,
  )
  expect(few.needsSomebody).toBe(false)

  await countVisits(db, TREATMENT.key, { landings: 4000, starts: 3000 }, { slot: 1 })
  const mismatch = await show()
  expect(mismatch.sections[0]!.text).toContain('not divided as planned')
  expect(figure(mismatch, 'sample-ratio')).toMatchObject({ value: 'not as planned', tone: 'bad' })
  expect([mismatch.needsSomebody, (await show('experiments')).needsSomebody]).toEqual([true, true])
  for (const view of [before, few, mismatch])
    for (const name of ALWAYS) expect(figure(view, name).definition.length, name).toBeGreaterThan(40)
})

test('a test before its start is told what it could find, and for how long, at the pace of the last days', async () => {
  await countVisits(db, '(none)', { landings: 2800, starts: 840 }, { day: daysAgo(2) })
  const view = await show()
  expect(figure(view, 'ends').value).toBe(Math.ceil(EXPERIMENT.planned / 100))
  expect(figure(view, 'smallest').value).toBeGreaterThan(0.05)
})

test('a test whose words are gone is shown from what was kept of it at its start', async () => {
  await createExperiment(db, { id: 'long-gone', startedAt: daysAgo(10), stoppedAt: daysAgo(1) })
  await countVisits(db, `long-gone:${TREATMENT.id}`, { landings: 9, starts: 4 }, { day: daysAgo(4) })
  const view = await show('experiments/long-gone')
  expect(view.lead).toBe(EXPERIMENT.hypothesis)
  expect(rowsOf(view)[1]).toMatchObject({ cells: { landings: 9, conversions: 4 }, href: undefined })
  expect(view.sections[0]!.acts).toEqual([])
})

test('what is no test has no page', async () => {
  const { page, id: about } = findPage('experiments/no-such-test')!
  const expected = { retentionDays: 30, hubspot: true }
  const request = { params: new URLSearchParams(), id: about, expected, details: false, now: new Date() }
  expect(await showPage(db, page.show, request, null)).toBeNull()
})
