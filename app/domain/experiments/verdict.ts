import { type Interval, confidenceSequence } from './confidence-sequence.ts'
import { smallestFindableLift } from './plan.ts'
import { conversionSample, relativeLift } from './sample.ts'
import { sampleRatioPValue } from './sample-ratio.ts'

/** How often a test of equal arms may name a winner, over its whole life. */
export const FALSE_POSITIVES = 0.05
/** Below this many conversions an arm, the normal approximation is not to be trusted. */
const BURN_IN_CONVERSIONS = 100
const SAMPLE_RATIO_ALARM = 0.001
/** A draw is broken a little; conversions below the burn-in differ much, or are not told apart. */
const CONCENTRATION = { visitors: 10_000, conversions: 100 }
const DAY_MS = 86_400_000

export interface Arm {
  visitors: number
  conversions: number
}

export interface ExperimentPlan {
  startedAt: Date
  /** visitors of all arms together */
  planned: number
  comparisons: number
}

/** `mismatch`: visitors were not divided as meant. `undecided` before the planned number of them, `no_difference` after. */
export type Verdict = 'mismatch' | 'better' | 'worse' | 'undecided' | 'no_difference'

export interface Comparison {
  verdict: Verdict
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
): Comparison {
  const alpha = FALSE_POSITIVES / plan.comparisons
  const arms = [control, treatment]
  const visitors = control.visitors + treatment.visitors
  const rate = control.visitors === 0 ? 0 : control.conversions / control.visitors
  const fewest = Math.min(...arms.map(({ conversions }) => conversions))
  const planned = Math.round((2 * plan.planned) / (plan.comparisons + 1))
  const estimate = relativeLift(
    conversionSample(control.conversions, control.visitors),
    conversionSample(treatment.conversions, treatment.visitors),
  )
  const trusted = fewest >= BURN_IN_CONVERSIONS && estimate !== null && estimate.standardError > 0
  const interval = trusted ? confidenceSequence(estimate, planned, alpha) : null
  return {
    verdict: judge(arms, interval, visitors >= planned, alpha),
    lift: estimate?.lift ?? null,
    interval,
    smallestFindable: smallestFindableLift(rate, planned, alpha),
    noVerdictBefore: dateOf(fewest, BURN_IN_CONVERSIONS, plan.startedAt, now),
    endsAt: dateOf(visitors, planned, plan.startedAt, now),
  }
}

function judge(arms: Arm[], interval: Interval | null, over: boolean, alpha: number): Verdict {
  const equal = arms.map(() => 1 / arms.length)
  const visitors = arms.map((arm) => arm.visitors)
  if (sampleRatioPValue(visitors, equal, CONCENTRATION.visitors) < SAMPLE_RATIO_ALARM) return 'mismatch'
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
