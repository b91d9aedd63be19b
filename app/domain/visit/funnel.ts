/** In the order in which a visitor comes by them: the columns of `funnel_days`. */
export const FUNNEL_STAGES = [
  'landings',
  'starts',
  'step1',
  'step2',
  'step3',
  'step4',
  'step5',
  'step6',
  'step7',
  'step8',
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
  'scorecard',
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

/** Those of a scorecard with so many steps; whoever has completed one is counted in all that there may be. */
export function stagesOf(steps: number): FunnelStage[] {
  return FUNNEL_STAGES.filter((stage) => !(Number(/^step(\d)$/.exec(stage)?.[1]) > steps))
}

/** @param steps as many as the scorecard has; of more than one, the longest */
export function funnelSteps(counts: FunnelCounts, steps: number): FunnelStep[] {
  const stages = stagesOf(steps)
  return stages.map((stage, place) => {
    const before = COMES_AFTER[stage] ?? stages[place - 1]
    return {
      stage,
      count: counts[stage],
      ofBefore: before === undefined ? null : rate(counts[stage], counts[before]),
      ofStarts: stage === 'landings' ? null : rate(counts[stage], counts.starts),
    }
  })
}

function rate(count: number, of: number): number | null {
  return of === 0 || count > of ? null : count / of
}
