/** In the order in which a visitor comes by them: the columns of `funnel_days`. */
export const FUNNEL_STAGES = [
  'landings',
  'starts',
  'step1',
  'step2',
  'step3',
  'step4',
  'completed',
  'emails',
  'confirmed',
  'named',
  'phoned',
  'briefingClicks',
] as const
export type FunnelStage = (typeof FUNNEL_STAGES)[number]

export type FunnelCounts = Record<FunnelStage, number>

export const FUNNEL_DIMENSIONS = [
  'variant',
  'source',
  'campaign',
  'device',
  'locale',
  'quizVersion',
  'sourceKind',
] as const
export type FunnelDimension = (typeof FUNNEL_DIMENSIONS)[number]

export type FunnelFilter = Partial<Record<FunnelDimension, string>>

/** Of a stage: null where nobody could have come to it. */
export interface FunnelStep {
  stage: FunnelStage
  count: number
  ofBefore: number | null
  ofStarts: number | null
}

// Who names themselves need not have confirmed an address: these stand side by side behind the e-mail.
const COMES_AFTER: Partial<Record<FunnelStage, FunnelStage>> = {
  confirmed: 'emails',
  named: 'emails',
  phoned: 'named',
  briefingClicks: 'completed',
}

export function funnelSteps(counts: FunnelCounts): FunnelStep[] {
  return FUNNEL_STAGES.map((stage, place) => {
    const before = COMES_AFTER[stage] ?? FUNNEL_STAGES[place - 1]
    return {
      stage,
      count: counts[stage],
      ofBefore: before === undefined ? null : rate(counts[stage], counts[before]),
      ofStarts: stage === 'landings' ? null : rate(counts[stage], counts.starts),
    }
  })
}

function rate(count: number, of: number): number | null {
  return of === 0 ? null : count / of
}
