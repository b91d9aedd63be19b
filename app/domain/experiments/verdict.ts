import { type Interval, confidenceSequence } from './confidence-sequence.ts'
import { smallestFindableLift } from './plan.ts'
import { conversionSample, relativeLift } from './sample.ts'
import { sampleRatioPValue } from './sample-ratio.ts'

/** How often a test of equal arms may name a winner, over its whole life. */
export const FALSE_POSITIVES = 0.05
/** Below this many conversions an arm, the normal approximation is not to be trusted. */
export const BURN_IN_CONVERSIONS = 100
export const SAMPLE_RATIO_ALARM = 0.001
/** A draw is broken a little; conversions below the burn-in differ much, or are not told apart. */
const CONCENTRATION = { visitors: 10_000, conversions: 100 }
const DAY_MS = 86_400_000

export interface Arm {
  visitors: number
  conversions: number
  /** who was given this arm, where that is not whom the measure counts: only these are divided as meant */
  drawn?: number
}

export interface ExperimentPlan {
  startedAt: Date
  /** visitors of all arms together */
  planned: number
  comparisons: number
  /** of the visitors: the control's and the treatment's; equal ones unless told */
  shares?: readonly [number, number]
}

/** `mismatch`: visitors were not divided as meant. `undecided` before the planned number of them, `no_difference` after. */
export type ExperimentVerdict = 'mismatch' | 'better' | 'worse' | 'undecided' | 'no_difference'

export interface ArmComparison {
  verdict: ExperimentVerdict
  lift: number | null
  /** of the lift; null below the burn-in, where the split of conversions alone decides */
  interval: Interval | null
  /** relative; null while no rate is known, or nothing could be found */
  smallestFindable: number | null
  /** at the pace so far, unless an arm fails outright; null without a conversion */
  noVerdictBefore: Date | null
  endsAt: Date | null
}

/** It may be looked at as often as one likes. */
export function compareWithControl(
  control: Arm,
  treatment: Arm,
  plan: ExperimentPlan,
  now: Date,
): ArmComparison {
  const alpha = FALSE_POSITIVES / plan.comparisons
  const arms = [control, treatment]
  const visitors = control.visitors + treatment.visitors
  const rate = control.visitors === 0 ? 0 : control.conversions / control.visitors
  const fewest = Math.min(...arms.map(({ conversions }) => conversions))
  const { shares = [1 / (plan.comparisons + 1), 1 / (plan.comparisons + 1)] } = plan
  const both = shares[0] + shares[1]
  const planned = Math.round(plan.planned * both)
  const ofBoth = [shares[0] / both, shares[1] / both] as const
  const estimate = relativeLift(
    conversionSample(control.conversions, control.visitors),
    conversionSample(treatment.conversions, treatment.visitors),
  )
  const trusted = fewest >= BURN_IN_CONVERSIONS && estimate !== null && estimate.standardError > 0
  const interval = trusted ? confidenceSequence(estimate, planned, alpha) : null
  return {
    verdict: judge(arms, ofBoth, interval, { over: visitors >= planned, alpha }),
    lift: estimate?.lift ?? null,
    interval,
    smallestFindable: smallestFindableLift(rate, planned, alpha, ofBoth[0]),
    noVerdictBefore: dateOf(fewest, BURN_IN_CONVERSIONS, plan.startedAt, now),
    endsAt: dateOf(visitors, planned, plan.startedAt, now),
  }
}

/** Whether visitors were divided as meant, over all arms; it may be looked at as often as one likes. */
export function sampleRatio(
  arms: readonly Arm[],
  shares: readonly number[],
): { pValue: number; mismatch: boolean } {
  const drawn = arms.map((arm) => arm.drawn ?? arm.visitors)
  const pValue = sampleRatioPValue(drawn, shares, CONCENTRATION.visitors)
  return { pValue, mismatch: pValue < SAMPLE_RATIO_ALARM }
}

function judge(
  arms: Arm[],
  shares: readonly number[],
  interval: Interval | null,
  { over, alpha }: { over: boolean; alpha: number },
): ExperimentVerdict {
  if (sampleRatio(arms, shares).mismatch) return 'mismatch'
  if (interval ? interval.low > 0 : favours(arms[1]!, arms[0]!, alpha)) return 'better'
  if (interval ? interval.high < 0 : favours(arms[0]!, arms[1]!, alpha)) return 'worse'
  return over ? 'no_difference' : 'undecided'
}

function favours(one: Arm, other: Arm, alpha: number): boolean {
  const visitors = one.visitors + other.visitors
  if (visitors === 0 || one.conversions * other.visitors <= other.conversions * one.visitors) return false
  const shares = [one.visitors / visitors, other.visitors / visitors]
  return sampleRatioPValue([one.conversions, other.conversions], shares, CONCENTRATION.conversions) < alpha
}

function dateOf(reached: number, wanted: number, startedAt: Date, now: Date): Date | null {
  const elapsed = now.getTime() - startedAt.getTime()
  if (reached <= 0 || elapsed <= 0) return null
  const due = startedAt.getTime() + (elapsed * wanted) / reached
  return new Date(Math.ceil(due / DAY_MS) * DAY_MS)
}
