import { experimentsPart, recentCountsPart, variantCountsPart } from '#app/data/console/experiments.server.ts'
import { actLink } from '#app/domain/console/act.ts'
import { changeInWords } from '#app/domain/console/format.ts'
import type { ActLink, Row, Section } from '#app/domain/console/page-view.ts'
import { readQuery } from '#app/domain/console/query.ts'
import { MEASURES } from '#app/domain/experiments/experiment-types.ts'
import { variantKey } from '#app/domain/experiments/experiments.ts'
import {
  type ExperimentReport,
  NOBODY,
  type ReportedArm,
  forecastExperiment,
} from '#app/domain/experiments/report.ts'
import { BURN_IN_CONVERSIONS } from '#app/domain/experiments/verdict.ts'
import type { ShowPage } from './console-page.server.ts'
import { RECENT_DAYS, experimentFigures } from './experiment-figures.server.ts'
import {
  type KnownExperiment,
  isChanged,
  knownExperiments,
  reportOf,
  whyNotStart,
} from './experiment-states.server.ts'

/** One test: what is counted for each variant, what that says, and when it will say more. */
export const showExperiment: ShowPage = async (read, { params, id }) => {
  const { errors } = readQuery(params, {})
  const rows = await read({
    experiments: experimentsPart(),
    counts: variantCountsPart(id),
    recent: recentCountsPart(RECENT_DAYS),
  })
  const experiment = knownExperiments(rows.experiments).find((known) => known.id === id)
  if (!experiment) return null
  const report = reportOf(experiment, rows.counts, new Date())
  const forecast = forecastExperiment(experiment, rows.recent[0] ?? NOBODY, RECENT_DAYS)
  const obstacle = experiment.state === 'not_started' ? whyNotStart(id, rows.experiments) : null
  return {
    title: `Test: ${id}`,
    lead: experiment.hypothesis,
    errors,
    needsSomebody: experiment.state === 'running' && report?.outcome === 'mismatch',
    sections: [
      {
        id: 'verdict',
        title: 'What it says',
        text: [tellState(experiment, obstacle), tellOutcome(experiment, report)].join(' ').trim(),
        figures: experimentFigures(experiment, report, forecast),
        acts: actsOf(experiment, obstacle),
      },
      variantsSection(experiment, report),
    ],
  }
}

function actsOf({ id, state }: KnownExperiment, obstacle: string | null): ActLink[] {
  if (state === 'running') return [actLink('Stop', { act: 'stop_experiment', experiment: id })]
  const startable = state === 'not_started' && obstacle === null
  return startable ? [actLink('Start', { act: 'start_experiment', experiment: id })] : []
}

function tellState(experiment: KnownExperiment, obstacle: string | null): string {
  const { state, row } = experiment
  if (state === 'not_started') return `It has not been started. ${obstacle ?? ''}`.trim()
  if (state === 'stopped')
    return `It is over: from its stop on everybody was shown “${row!.winner ?? row!.variants[0]}”.`
  if (experiment.content === null)
    return 'It runs, and its words are not in the content any more: everybody is shown the page as it stands. Stop it, or put them back.'
  if (isChanged(experiment))
    return 'It runs, and the content divides visitors otherwise than at the start: stop it, or put the shares back.'
  return 'It runs.'
}

function tellOutcome({ arms, planned }: KnownExperiment, report: ExperimentReport | null): string {
  if (report === null) return ''
  const day = report.noVerdictBefore?.toISOString().slice(0, 10)
  switch (report.outcome) {
    case 'mismatch':
      return 'Visitors were not divided as planned, so that nothing is said of the variants. Stop the test, find out why (a redirect, a page that fails for some, a changed share), and begin again under another id.'
    case 'too_few':
      return `Too few to say anything: below ${BURN_IN_CONVERSIONS} conversions of each variant only one that fails outright is told. ${day === undefined ? 'Nobody has converted yet.' : `At the pace so far there is no verdict before ${day}.`}`
    case 'undecided':
      return 'Undecided: what was counted so far is what equal variants could bring as well.'
    case 'no_difference':
      return `All ${planned.toLocaleString('en')} visitors have come, and no difference was found. If there is one, it is likely to be smaller than what this test can find.`
    case 'better':
    case 'worse':
      return report.arms.flatMap((arm) => tellArm(arm, arms[0]!.variant) ?? []).join(' ')
  }
}

function tellArm({ variant, comparison }: ReportedArm, control: string): string | null {
  if (comparison === null || (comparison.verdict !== 'better' && comparison.verdict !== 'worse')) return null
  const { interval, verdict } = comparison
  const by = interval
    ? `: by ${changeInWords(interval.low)} to ${changeInWords(interval.high)} of its rate`
    : ', and the difference is so large that few visitors show it'
  return `“${variant}” is ${verdict} than “${control}”${by}.`
}

function variantsSection(experiment: KnownExperiment, report: ExperimentReport | null): Section {
  const { id, measure, arms, content } = experiment
  const { visitors, conversions } = MEASURES[measure]
  const reported: readonly Partial<ReportedArm>[] = report?.arms ?? arms
  return {
    id: 'variants',
    title: 'Variants',
    text: `The first is the control. Visitors are “${visitors}” and conversions “${conversions}” of the funnel, by the day of the landing or the start, of visits that carry the test: so its first day counts from the moment of the start, its last one until the stop, and who is under way is in. Programs, previews and own tests are not. A start without its landing (of somebody who came twice that day, or whose network was over its limit) counts no visitor; conversions are no more than visitors.`,
    table: {
      caption: 'What was counted for each variant',
      columns: [
        { id: 'variant', label: 'Variant (opens a preview)', kind: 'code' },
        { id: 'share', label: 'Planned share', kind: 'percent' },
        { id: 'landings', label: 'Landings', kind: 'number' },
        { id: 'visitors', label: 'Visitors', kind: 'number' },
        { id: 'conversions', label: 'Conversions', kind: 'number' },
        { id: 'rate', label: 'Rate', kind: 'percent' },
        { id: 'lift', label: 'Lift', kind: 'change' },
        { id: 'low', label: 'At least', kind: 'change' },
        { id: 'high', label: 'At most', kind: 'change' },
        { id: 'verdict', label: 'Verdict', kind: 'state' },
      ],
      rows: arms.map(({ variant, share }, place): Row => {
        const { landings = null, visitors: came = null, conversions: did = null, ...arm } = reported[place]!
        const { lift = null, interval = null, verdict = null } = arm.comparison ?? {}
        const shown = content?.variants.some((known) => known.id === variant)
        return {
          cells: {
            ...{ variant, share, landings, visitors: came, conversions: did, rate: arm.rate ?? null, lift },
            ...{ low: interval?.low ?? null, high: interval?.high ?? null, verdict },
          },
          href: shown ? `/?variant=${variantKey(id, variant)}` : undefined,
          tone:
            verdict === 'better' ? 'good' : verdict === 'worse' || verdict === 'mismatch' ? 'bad' : undefined,
        }
      }),
      empty: 'There is no variant.',
    },
  }
}
