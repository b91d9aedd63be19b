import { type FunnelDetail, funnelDetailsPart, rollUpStatePart } from '#app/data/console/funnel.server.ts'
import { formatValue } from '#app/domain/console/format.ts'
import { FUNNEL_FILTERS, funnelFields, funnelFilter } from '#app/domain/console/funnel-filters.ts'
import { leadsAddress } from '#app/domain/console/lead-filters.ts'
import { PERIOD_AHEAD, type Period, periodInWords, readPeriod } from '#app/domain/console/period.ts'
import type { Figure, PageView, Section } from '#app/domain/console/page-view.ts'
import { readQuery } from '#app/domain/console/query.ts'
import type { FunnelFilter } from '#app/domain/visit/funnel.ts'
import { TRAFFIC_KINDS } from '#app/domain/visit/traffic.ts'
import { SCORECARDS } from '#app/content/scorecards.ts'
import type { ShowPage } from './console-page.server.ts'
import { daySection, dimensionSections, leftOutSection } from './funnel-breakdowns.server.ts'
import { FEW, type LeadsLink, stagesSection } from './funnel-stages.server.ts'
import { type FunnelSummary, summarizeFunnel } from './funnel-summary.server.ts'
import { stepsOf } from './scorecard-filter.server.ts'
import { agreementSection } from './roll-up-agreement.server.ts'

const TOP = 10

/** From landing to briefing, with the period before, by everything that visits are told apart by. */
export const showFunnel: ShowPage = async (read, { params, now }) => {
  const { values, errors } = readQuery(params, FUNNEL_FILTERS)
  const period = readPeriod(values, now)
  if (!period) errors.push(PERIOD_AHEAD)
  const view = { title: 'Funnel', filters: funnelFields(params, SCORECARDS), errors }
  if (errors.length > 0 || !period)
    return { ...view, lead: 'Nothing is shown before the filters can be read.', sections: [] }

  const filter = funnelFilter(values)
  const rows = await read({ details: funnelDetailsPart(period, filter, TOP), checks: rollUpStatePart })
  const summary = summarizeFunnel(periodsOf(rows.details), stepsOf(values.scorecard))
  const agreement = agreementSection(rows.checks[0]!)
  const link = leadsLink(period, filter)
  return {
    ...view,
    lead: `Visitors of ${periodInWords(period)}, by the day on which they began (UTC), and of as many days before. Every filter applies to every figure of visits.`,
    needsSomebody: agreement.verdicts.some(({ kept }) => !kept),
    sections: [
      headlineSection(summary, link),
      stagesSection(summary, link),
      daySection(rows.details, period),
      ...dimensionSections(rows.details, params),
      leftOutSection(summary),
      agreement,
    ],
  } satisfies PageView
}

function periodsOf(details: readonly FunnelDetail[]) {
  return details.flatMap(({ by, value, ...period }) => {
    const trafficKind = TRAFFIC_KINDS.find((kind) => kind === value)
    return by === 'period' && trafficKind ? [{ ...period, trafficKind }] : []
  })
}

const LISTED: readonly string[] = ['source', 'campaign', 'scorecard', 'quizVersion']

/** Null where the list of leads cannot be filtered alike. */
function leadsLink({ range }: Period, filter: FunnelFilter): LeadsLink {
  if (Object.keys(filter).some((dimension) => !LISTED.includes(dimension))) return null
  const { source, campaign, scorecard, quizVersion } = filter
  return leadsAddress({ traffic: 'visitor', ...range, source, campaign, scorecard, version: quizVersion })
}

function headlineSection({ current, previous }: FunnelSummary, link: LeadsLink): Section {
  const { counts, underWay } = current
  const text =
    counts.landings + counts.starts === 0
      ? 'Nobody came in these days, as far as the filters go: take one away, or ask for more days.'
      : counts.starts < FEW
        ? `Fewer than ${FEW} starts: what a rate says here may well be chance.`
        : undefined
  const before = (stage: 'landings' | 'starts' | 'completed' | 'emails') =>
    `${formatValue(previous.counts[stage])} before.`
  const figures: Figure[] = [
    {
      id: 'landings',
      label: 'Landings',
      value: counts.landings,
      definition: `Views of the landing page, each visitor once a day. ${before('landings')}`,
      href: '#days',
    },
    {
      id: 'starts',
      label: 'Starts',
      value: counts.starts,
      definition: `Assessments that were begun. ${before('starts')}`,
      href: '#days',
    },
    {
      id: 'completed',
      label: 'Completed',
      value: counts.completed,
      definition: `Of those starts, the ones with a result. ${before('completed')} The list goes by the day of the result, and forgets who was erased.`,
      href: link ?? '#days',
    },
    {
      id: 'emails',
      label: 'Leads',
      value: counts.emails,
      definition: `Of those starts, the ones with an e-mail address. ${before('emails')}`,
      href: '#days',
    },
    {
      id: 'underWay',
      label: 'Under way',
      value: underWay,
      definition:
        'Of those starts, the ones that can still be carried on: they are in every figure as far as they have come.',
    },
  ]
  return { id: 'headline', title: 'In short', ...(text !== undefined && { text }), figures }
}
