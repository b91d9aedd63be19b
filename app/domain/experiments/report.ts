import { MEASURES, type Measure } from './experiment-types.ts'
import { smallestFindableLift } from './plan.ts'
import {
  type Arm,
  BURN_IN_CONVERSIONS,
  type ArmComparison,
  FALSE_POSITIVES,
  type ExperimentVerdict,
  compareWithControl,
  sampleRatio,
} from './verdict.ts'

/** How many visitors came how far: the columns of `funnel_days` that a test counts. */
export interface StageCounts {
  landings: number
  starts: number
  completed: number
  emails: number
}
export const NOBODY: StageCounts = { landings: 0, starts: 0, completed: 0, emails: 0 }

export interface ExperimentToReport {
  measure: Measure
  planned: number
  arms: readonly { variant: string; share: number; counts: StageCounts }[]
}

export interface ReportedArm {
  variant: string
  /** of the visitors, as planned */
  share: number
  landings: number
  visitors: number
  conversions: number
  /** null while nobody has come */
  rate: number | null
  comparison: ArmComparison | null
}

/** `too_few`: undecided, and no interval yet. */
export type ExperimentOutcome = ExperimentVerdict | 'too_few'

export interface ExperimentReport {
  outcome: ExperimentOutcome
  /** null while nobody has landed */
  sampleRatioPValue: number | null
  arms: readonly ReportedArm[]
  visitors: number
  smallestFindable: number | null
  noVerdictBefore: Date | null
  endsAt: Date | null
}

/** @param until now, or when it was stopped */
export function reportExperiment(
  { measure, planned, arms }: ExperimentToReport,
  startedAt: Date,
  until: Date,
): ExperimentReport {
  const counted = arms.map(({ counts }) => countArm(measure, counts))
  const ratio = sampleRatio(
    counted,
    arms.map(({ share }) => share),
  )
  const [control] = arms
  const comparisons = arms.map(({ share }, place): ArmComparison | null => {
    if (place === 0) return null
    const shares = [control!.share, share] as const
    const plan = { startedAt, planned, comparisons: arms.length - 1, shares }
    const found = compareWithControl(counted[0]!, counted[place]!, plan, until)
    return ratio.mismatch ? { ...found, verdict: 'mismatch' } : found
  })
  const found = comparisons.filter((comparison) => comparison !== null)
  return {
    outcome: outcomeOf(found, counted),
    sampleRatioPValue: counted.some(({ drawn }) => drawn > 0) ? ratio.pValue : null,
    arms: arms.map(({ variant, share, counts }, place) => {
      const { visitors, conversions } = counted[place]!
      return {
        variant,
        share,
        landings: counts.landings,
        visitors,
        conversions,
        rate: visitors === 0 ? null : conversions / visitors,
        comparison: comparisons[place]!,
      }
    }),
    visitors: counted.reduce((sum, { visitors }) => sum + visitors, 0),
    smallestFindable: largest(found.map(({ smallestFindable }) => smallestFindable)),
    noVerdictBefore: latest(found.map(({ noVerdictBefore }) => noVerdictBefore)),
    endsAt: latest(found.map(({ endsAt }) => endsAt)),
  }
}

/** What a test that has not begun would find, and how long it would take, at the pace of a number of days before. */
export function forecastExperiment(
  { measure, planned, arms }: Pick<ExperimentToReport, 'measure' | 'planned'> & { arms: readonly unknown[] },
  counts: StageCounts,
  days: number,
): { rate: number | null; smallestFindable: number | null; daysNeeded: number | null } {
  const { visitors, conversions } = countArm(measure, counts)
  if (visitors === 0) return { rate: null, smallestFindable: null, daysNeeded: null }
  const rate = conversions / visitors
  const ofTwo = Math.round((2 * planned) / arms.length)
  return {
    rate,
    smallestFindable: smallestFindableLift(rate, ofTwo, FALSE_POSITIVES / (arms.length - 1)),
    daysNeeded: Math.ceil((planned * days) / visitors),
  }
}

/** Whoever starts twice, or after a landing that was not counted, converts no oftener than once. */
function countArm(measure: Measure, counts: StageCounts): Required<Arm> {
  const { visitors, conversions } = MEASURES[measure]
  return {
    drawn: counts.landings,
    visitors: counts[visitors],
    conversions: Math.min(counts[conversions], counts[visitors]),
  }
}

const WORST_FIRST: readonly ExperimentVerdict[] = [
  'mismatch',
  'better',
  'worse',
  'undecided',
  'no_difference',
]

function outcomeOf(found: readonly ArmComparison[], counted: readonly Arm[]): ExperimentOutcome {
  const verdict = WORST_FIRST.find((each) => found.some((comparison) => comparison.verdict === each))!
  const few = counted.some(({ conversions }) => conversions < BURN_IN_CONVERSIONS)
  return verdict === 'undecided' && few ? 'too_few' : verdict
}

function largest(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((number) => number !== null)
  return known.length < numbers.length ? null : Math.max(...known)
}

function latest(dates: readonly (Date | null)[]): Date | null {
  const time = largest(dates.map((date) => date?.getTime() ?? null))
  return time === null ? null : new Date(time)
}
