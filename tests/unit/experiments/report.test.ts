import { expect, test } from 'vitest'
import {
  type StageCounts,
  NOBODY,
  forecastExperiment,
  reportExperiment,
} from '#app/domain/experiments/report.ts'
import { visitorsPerArm } from '#app/domain/experiments/plan.ts'

const START = new Date('2026-11-01T12:00:00Z')
const NOW = new Date('2026-11-11T12:00:00Z')

const counts = (landings: number, starts: number, completed = 0, emails = 0): StageCounts => ({
  landings,
  starts,
  completed,
  emails,
})
const report = (
  arms: StageCounts[],
  { measure = 'starts', shares = arms.map(() => 1 / arms.length), planned = 8000 } = {},
) =>
  reportExperiment(
    {
      measure: measure as 'starts',
      planned,
      arms: arms.map((each, place) => ({ variant: `v${place}`, share: shares[place]!, counts: each })),
    },
    START,
    NOW,
  )

test('nobody has come: nothing is known, and that is a state', () => {
  expect(report([NOBODY, NOBODY])).toMatchObject({
    outcome: 'too_few',
    sampleRatioPValue: null,
    visitors: 0,
    smallestFindable: null,
    noVerdictBefore: null,
    endsAt: null,
  })
})

test('below a hundred conversions a variant there are too few, then it is undecided, then there is a verdict', () => {
  expect(report([counts(300, 90), counts(300, 95)]).outcome).toBe('too_few')
  expect(report([counts(3000, 900), counts(3000, 930)]).outcome).toBe('undecided')
  expect(report([counts(3000, 900), counts(3000, 1200)]).outcome).toBe('better')
  expect(report([counts(3000, 900), counts(3000, 600)]).outcome).toBe('worse')
  expect(report([counts(4000, 1200), counts(4000, 1210)]).outcome).toBe('no_difference')
})

test('a division that is not as planned silences every verdict, and one as planned does not', () => {
  const uneven = [counts(3000, 900), counts(2400, 900), counts(3000, 1500)]
  expect(report(uneven).outcome).toBe('mismatch')
  expect(report(uneven).arms.map(({ comparison }) => comparison?.verdict)).toEqual([
    undefined,
    'mismatch',
    'mismatch',
  ])
  const planned = report([counts(6000, 1800), counts(1500, 600)], { shares: [0.8, 0.2] })
  expect(planned.outcome).toBe('better')
})

test('a test of completions looks at landings for the division: that one arm starts more is no fault of the draw', () => {
  const found = report([counts(5000, 1000, 500), counts(5000, 1600, 800)], { measure: 'completions' })
  expect(found.outcome).not.toBe('mismatch')
  expect(found.arms.map(({ visitors, conversions }) => [visitors, conversions])).toEqual([
    [1000, 500],
    [1600, 800],
  ])
})

test('whoever starts without a landing that was counted converts no oftener than there are visitors', () => {
  const [arm] = report([counts(10, 12), counts(10, 5)]).arms
  expect(arm).toMatchObject({ visitors: 10, conversions: 10, rate: 1 })
})

test('several variants are told with the latest day and the largest lift of them', () => {
  const { noVerdictBefore, arms } = report([counts(1000, 50), counts(1000, 50), counts(1000, 25)])
  const days = arms.flatMap(({ comparison }) => comparison?.noVerdictBefore ?? [])
  expect(noVerdictBefore).toEqual(days[1])
  expect(days[1]!.getTime()).toBeGreaterThan(days[0]!.getTime())
})

test('before the start the pace of the last days says what could be found, and how long it takes', () => {
  const plan = { measure: 'starts', planned: 2 * visitorsPerArm(0.3, 0.1), arms: [1, 2] } as const
  const { rate, smallestFindable, daysNeeded } = forecastExperiment(plan, counts(2800, 840), 28)
  expect([rate, daysNeeded]).toEqual([0.3, Math.ceil(plan.planned / 100)])
  // Looking every day takes more than one look does.
  expect(smallestFindable).toBeGreaterThan(0.1)
  expect(forecastExperiment(plan, NOBODY, 28)).toEqual({
    rate: null,
    smallestFindable: null,
    daysNeeded: null,
  })
})
