import type { Figure } from '#app/domain/console/page-view.ts'
import { MEASURES } from '#app/domain/experiments/experiment-types.ts'
import type { ExperimentReport, forecastExperiment } from '#app/domain/experiments/report.ts'
import { FALSE_POSITIVES, SAMPLE_RATIO_ALARM } from '#app/domain/experiments/verdict.ts'
import type { KnownExperiment } from './experiment-states.server.ts'

/** What a forecast is made from. */
export const RECENT_DAYS = 28

type Forecast = ReturnType<typeof forecastExperiment>

/** What is always said of a test, whatever its state; what is not known yet says so in its definition. */
export function experimentFigures(
  { measure, planned, state, row }: KnownExperiment,
  report: ExperimentReport | null,
  forecast: Forecast,
): Figure[] {
  const day = (date: Date | null | undefined) => date?.toISOString().slice(0, 10) ?? null
  const smallest = report?.smallestFindable ?? forecast.smallestFindable
  const pace = report ? 'at the pace so far' : `at the pace of the last ${RECENT_DAYS} days`
  return [
    { id: 'state', label: 'State', value: state, kind: 'state', definition: tellTimes(row) },
    {
      id: 'measure',
      label: 'What is counted',
      value: MEASURES[measure].words,
      kind: 'text',
      definition: 'The rate by which the variants are compared: conversions of visitors.',
    },
    {
      id: 'visitors',
      label: 'Visitors so far',
      value: report?.visitors ?? 0,
      definition: `Of ${planned.toLocaleString('en')} that were planned, of all variants together.`,
    },
    sampleRatioFigure(report),
    {
      id: 'smallest',
      label: 'Smallest lift findable',
      value: smallest,
      kind: 'change',
      definition: `What this test finds in 80 of 100 cases once all planned visitors have come, relative to the control's rate${report?.smallestFindable == null ? `, at the rate of the last ${RECENT_DAYS} days` : ''}. A smaller one needs more visitors.${smallest === null ? ' No rate is known yet, or not even everybody converting would be found.' : ''}`,
    },
    {
      id: 'no-verdict-before',
      label: 'No verdict before',
      value: day(report?.noVerdictBefore),
      kind: 'text',
      definition: `The day on which every variant has 100 conversions at the pace so far. Before it only a variant that fails outright is told.${report?.noVerdictBefore ? '' : ' Known once each variant has one.'}`,
    },
    {
      id: 'ends',
      label: report === null ? 'Days it takes' : 'Ends',
      value: report === null ? forecast.daysNeeded : day(report.endsAt),
      kind: report === null ? 'number' : 'text',
      definition: `When all planned visitors have come, ${pace}. Nothing ends by itself: it is stopped here.`,
    },
    {
      id: 'false-positives',
      label: 'Wrong verdicts',
      value: FALSE_POSITIVES,
      kind: 'percent',
      definition:
        'So many tests of equal variants are told apart at most, over all days and looks, and all variants of a test together. “At least” and “at most” hold together in the other cases.',
    },
  ]
}

function tellTimes(row: KnownExperiment['row']): string {
  if (row === null) return 'It is in the content, and shown to nobody but in previews.'
  const { startedAt, startedBy, stoppedAt, stoppedBy } = row
  const at = (date: Date, who: string | null) =>
    `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC${who === null ? '' : ` by ${who}`}`
  const stopped = stoppedAt === null ? '' : `, stopped ${at(stoppedAt, stoppedBy)}`
  return `Started ${at(startedAt, startedBy)}${stopped}. Pages follow within a minute or two.`
}

function sampleRatioFigure(report: ExperimentReport | null): Figure {
  const pValue = report?.sampleRatioPValue ?? null
  const mismatch = pValue !== null && pValue < SAMPLE_RATIO_ALARM
  return {
    id: 'sample-ratio',
    label: 'Division of visitors',
    value: pValue === null ? 'nobody yet' : mismatch ? 'not as planned' : 'as planned',
    kind: 'text',
    definition: `Landings by variant against the planned shares. It is an alarm when such a division would come by chance in less than one of ${1 / SAMPLE_RATIO_ALARM} tests, however often one looks${pValue === null ? '' : ` (p = ${Number(pValue.toPrecision(2))})`}.`,
    tone: mismatch ? 'bad' : undefined,
  }
}
