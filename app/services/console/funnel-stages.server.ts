import type { CellValue, Section } from '#app/domain/console/page-view.ts'
import { formatValue } from '#app/domain/console/format.ts'
import type { FunnelStage, FunnelStep } from '#app/domain/visit/funnel.ts'
import { STAGE_WORDS } from '#app/domain/visit/funnel-words.ts'
import type { FunnelSummary } from './funnel-summary.server.ts'

/** Below so many, a rate is more chance than anything else. */
export const FEW = 30
const NO_RATE = 'no rate'

/** Where the leads behind a figure are listed; null where they cannot be. */
export type LeadsLink = string | null

/** Each stage with its rates, those of the period before, and what they are of. */
export function stagesSection({ current, previous }: FunnelSummary, link: LeadsLink): Section {
  const most = current.counts.landings > 0 || current.counts.starts > 0
  const share = ({ ofBefore }: FunnelStep) =>
    ofBefore === null ? '' : ` (${formatValue(ofBefore, 'percent')})`
  return {
    id: 'stages',
    title: 'Stage by stage',
    text: 'In brackets: of the stage before. A stage counts once, also when it is taken back.',
    ...(most && {
      chart: {
        kind: 'bars',
        name: `Of ${current.counts.starts} starts ${current.counts.completed} were completed, and ${current.counts.emails} left an address`,
        bars: current.steps.map((step, place) => ({
          label: STAGE_WORDS[step.stage].label,
          value: step.count,
          text: `${formatValue(step.count)}${share(step)}`,
          mark: previous.steps[place]!.count,
        })),
        markLabel: 'the period before',
      },
    }),
    table: {
      caption: 'The funnel, stage by stage',
      columns: [
        { id: 'stage', label: 'Stage' },
        { id: 'count', label: 'Visits', kind: 'number' },
        { id: 'ofBefore', label: 'Of the stage before', kind: 'percent' },
        { id: 'ofStarts', label: 'Of the starts', kind: 'percent' },
        { id: 'earlier', label: 'Before: visits', kind: 'number' },
        { id: 'earlierOfBefore', label: 'Before: of the stage before', kind: 'percent' },
        { id: 'earlierOfStarts', label: 'Before: of the starts', kind: 'percent' },
        { id: 'definition', label: 'What it counts, and out of what' },
      ],
      rows: current.steps.map((step, place) => {
        const earlier = previous.steps[place]!
        return {
          cells: {
            stage: STAGE_WORDS[step.stage].label,
            count: step.count,
            ofBefore: rateOf(step.stage, step.ofBefore),
            ofStarts: rateOf(step.stage, step.ofStarts),
            earlier: earlier.count,
            earlierOfBefore: rateOf(step.stage, earlier.ofBefore),
            earlierOfStarts: rateOf(step.stage, earlier.ofStarts),
            definition: definitionOf(step.stage),
          },
          href: step.stage === 'completed' && link !== null ? link : '#days',
        }
      }),
      empty: 'There is no stage.',
    },
  }
}

function rateOf(stage: FunnelStage, rate: number | null): CellValue {
  return rate ?? (STAGE_WORDS[stage].of === null ? null : NO_RATE)
}

function definitionOf(stage: FunnelStage): string {
  const { counts, of } = STAGE_WORDS[stage]
  return of === null ? `${counts}.` : `${counts}. Out of: ${of}.`
}

/** A rate for a table of many rows: too few are no rate. */
export function cautiousRate(count: number, of: number): CellValue {
  if (of === 0 || count > of) return NO_RATE
  return of < FEW ? 'too few' : count / of
}
