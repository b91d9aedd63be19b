import { expect, test } from 'vitest'
import { type Arm, compareWithControl } from '#app/domain/experiments/verdict.ts'

const startedAt = new Date('2026-10-01T00:00:00Z')
const tenDaysOn = new Date('2026-10-11T00:00:00Z')
const plan = { startedAt, planned: 10_000, comparisons: 1 }
const arm = (visitors: number, conversions: number): Arm => ({ visitors, conversions })

test.for([
  ['better', arm(3000, 900), arm(3000, 1100)],
  ['worse', arm(3000, 1100), arm(3000, 900)],
  ['undecided', arm(3000, 900), arm(3000, 930)],
  ['no_difference', arm(5000, 1500), arm(5000, 1520)],
  ['mismatch', arm(3000, 900), arm(4000, 1600)],
] as const)('a treatment is judged %s', ([verdict, control, treatment]) => {
  expect(compareWithControl(control, treatment, plan, tenDaysOn)).toMatchObject({ verdict })
})

test('with few conversions there is no interval, and no verdict', () => {
  const slight = compareWithControl(arm(200, 20), arm(200, 30), plan, tenDaysOn)
  expect(slight).toMatchObject({ verdict: 'undecided', interval: null })
  expect(compareWithControl(arm(0, 0), arm(0, 0), plan, tenDaysOn)).toEqual({
    verdict: 'undecided',
    lift: null,
    interval: null,
    smallestFindable: null,
    noVerdictBefore: null,
    endsAt: null,
  })
})

test('an arm on which nobody converts is found out before the burn-in', () => {
  expect(compareWithControl(arm(300, 90), arm(300, 0), plan, tenDaysOn).verdict).toBe('worse')
  expect(compareWithControl(arm(300, 0), arm(300, 90), plan, tenDaysOn).verdict).toBe('better')
})

test('the day before which there is no verdict, and the day of the end, follow from the pace so far', () => {
  const { noVerdictBefore, endsAt } = compareWithControl(arm(500, 50), arm(500, 60), plan, tenDaysOn)
  expect(noVerdictBefore).toEqual(new Date('2026-10-21T00:00:00Z'))
  expect(endsAt).toEqual(new Date('2027-01-09T00:00:00Z'))
})

test('several treatments share the false positives between them', () => {
  const one = compareWithControl(arm(3000, 900), arm(3000, 1050), plan, tenDaysOn)
  const three = compareWithControl(
    arm(3000, 900),
    arm(3000, 1050),
    { ...plan, planned: 20_000, comparisons: 3 },
    tenDaysOn,
  )
  expect(three.interval!.low).toBeLessThan(one.interval!.low)
})
