import {
  type ExperimentRow,
  experimentsPart,
  variantCountsPart,
} from '#app/data/console/experiments.server.ts'
import type { Row } from '#app/domain/console/page-view.ts'
import { readQuery } from '#app/domain/console/query.ts'
import { MEASURES } from '#app/domain/experiments/experiment-types.ts'
import type { ExperimentReport } from '#app/domain/experiments/report.ts'
import type { ShowPage } from './console-page.server.ts'
import { EXPERIMENTS_PATH } from './experiment-acts.server.ts'
import { type KnownExperiment, knownExperiments, reportOf, winnerInUse } from './experiment-states.server.ts'

/** Every test of the pages: those that were started, and those that the content has besides. */
export const showExperiments: ShowPage = async (read, { params }) => {
  const { errors } = readQuery(params, {})
  const view = {
    title: 'Tests of the pages',
    lead: 'Which words of the pages work better. One test runs at a time; its verdict may be looked at every day.',
    errors,
  }
  if (errors.length > 0) return { ...view, sections: [] }
  const rows = await read({ experiments: experimentsPart(), counts: variantCountsPart(null) })
  const reported = knownExperiments(rows.experiments).map((experiment) => ({
    experiment,
    report: reportOf(experiment, rows.counts, new Date()),
  }))
  return {
    ...view,
    needsSomebody: reported.some(
      ({ experiment, report }) => experiment.state === 'running' && report?.outcome === 'mismatch',
    ),
    sections: [
      {
        id: 'experiments',
        title: 'Tests',
        text: tellNow(rows.experiments),
        table: {
          caption: 'Every test, the newest first',
          columns: [
            { id: 'id', label: 'Test', kind: 'code' },
            { id: 'state', label: 'State', kind: 'state' },
            { id: 'hypothesis', label: 'Hypothesis' },
            { id: 'measure', label: 'What is counted' },
            { id: 'started', label: 'Started', kind: 'time' },
            { id: 'stopped', label: 'Stopped', kind: 'time' },
            { id: 'visitors', label: 'Visitors', kind: 'number' },
            { id: 'planned', label: 'Planned', kind: 'number' },
            { id: 'verdict', label: 'Verdict', kind: 'state' },
            { id: 'winner', label: 'Shown since', kind: 'code' },
          ],
          rows: reported.map(({ experiment, report }) => rowOf(experiment, report)),
          empty: 'There is no test: docs/content.md says how to make one.',
        },
      },
    ],
  }
}

function tellNow(rows: readonly ExperimentRow[]): string {
  const running = rows.find(({ stoppedAt }) => stoppedAt === null)
  if (running) return `“${running.id}” runs.`
  const [latest] = rows
  const winner = latest ? winnerInUse(latest) : null
  return winner === null
    ? 'None runs: everybody is shown the page as it stands.'
    : `None runs: everybody is shown “${winner}”, which “${latest!.id}” has found.`
}

const TONES = { running: 'wait', not_started: undefined, stopped: undefined } as const

function rowOf(experiment: KnownExperiment, report: ExperimentReport | null): Row {
  const { id, state, hypothesis, measure, planned, row } = experiment
  return {
    cells: {
      id,
      state,
      hypothesis,
      measure: MEASURES[measure].words,
      started: row?.startedAt.toISOString() ?? null,
      stopped: row?.stoppedAt?.toISOString() ?? null,
      visitors: report?.visitors ?? null,
      planned,
      verdict: report?.outcome ?? null,
      winner: row?.winner ?? null,
    },
    href: `${EXPERIMENTS_PATH}/${id}`,
    tone: report?.outcome === 'mismatch' ? 'bad' : TONES[state],
  }
}
