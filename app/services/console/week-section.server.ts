import { formatValue } from '#app/domain/console/format.ts'
import type { Section } from '#app/domain/console/page-view.ts'
import type { FunnelSummary } from './funnel-summary.server.ts'

const SHOWN = [
  { stage: 'landings', label: 'Landings', what: 'Views of the landing page, each visitor once a day' },
  { stage: 'starts', label: 'Starts', what: 'Assessments that were begun' },
  { stage: 'completed', label: 'Completed', what: 'Of those starts, the ones with a result' },
  { stage: 'emails', label: 'Leads', what: 'Of those starts, the ones with an e-mail address' },
] as const

/** The funnel in a line, of seven days and the seven before. */
export function weekSection({ current, previous }: FunnelSummary, scorecard?: string): Section {
  return {
    id: 'week',
    title: `The funnel of seven days${scorecard === undefined ? '' : ` of ${scorecard}`}`,
    figures: SHOWN.map(({ stage, label, what }) => ({
      id: stage,
      label,
      value: current.counts[stage],
      definition: `${what}, by visitors, on seven days (UTC) with today. ${formatValue(previous.counts[stage])} on the seven before.`,
      href: `/ops/funnel?${new URLSearchParams({ days: '7', ...(scorecard !== undefined && { scorecard }) })}`,
    })),
  }
}
