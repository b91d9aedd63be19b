import type { PrismaClient } from '#app/data/database.server.ts'
import { experimentsPart } from '#app/data/console/experiments.server.ts'
import { type RecordedAction, doAndRecord } from '#app/data/console/ops-actions.server.ts'
import { startExperiment, stopExperiment } from '#app/data/experiments.server.ts'
import { readPart } from '#app/data/parts.server.ts'
import type { Act, Proposal } from '#app/domain/console/act.ts'
import type { Viewer } from '#app/domain/console/roles.ts'
import { EXPERIMENTS, findExperiment } from '#app/content/experiments.ts'
import { whyNotStart } from './experiment-states.server.ts'

type ExperimentAct = Extract<Act, { experiment: string }>

export const EXPERIMENTS_PATH = '/ops/experiments'

export async function proposeExperiment(db: PrismaClient, act: ExperimentAct): Promise<Proposal> {
  const rows = await readPart(db, experimentsPart())
  const backTo = `${EXPERIMENTS_PATH}/${act.experiment}`
  if (act.act === 'start_experiment') {
    const obstacle = whyNotStart(act.experiment, rows)
    return {
      title: 'Start a test',
      sentence:
        obstacle ??
        `From now on visitors are divided among the variants of “${act.experiment}”, and what they do is counted for it. It can be started once: what is stopped is not started again.`,
      count: obstacle === null ? null : 0,
      button: 'Start',
      backTo,
      asks: null,
    }
  }
  const running = rows.find(({ id, stoppedAt }) => id === act.experiment && stoppedAt === null)
  const options = (running?.variants ?? []).map((value, place) => ({
    value,
    label: place === 0 ? `${value}: the page as it stands` : value,
  }))
  return {
    title: 'Stop a test',
    sentence: running
      ? `“${act.experiment}” is drawn for nobody any more, and cannot be started again. Whoever has started an assessment keeps its variant; everybody else is shown what you choose.`
      : `“${act.experiment}” does not run.`,
    count: running ? null : 0,
    button: 'Stop',
    backTo,
    asks: { name: 'winner', label: 'From now on everybody is shown', options },
  }
}

/**
 * Changes nothing, and records that, where the test can no longer be started or stopped.
 * @throws RangeError when the content has no test to start by that id
 */
export function performExperiment(
  db: PrismaClient,
  viewer: Viewer,
  act: ExperimentAct,
): Promise<RecordedAction> {
  const { experiment: subject } = act
  if (act.act === 'stop_experiment') {
    const { winner = null } = act
    const action = { viewer, action: 'stopped_experiment', subject, reason: winner } as const
    return doAndRecord(db, action, stopExperiment(subject, winner, viewer.actor))
  }
  const experiment = findExperiment(subject)
  if (!experiment) throw new RangeError(`There is no test "${subject}" in the content`)
  const action = { viewer, action: 'started_experiment', subject } as const
  return doAndRecord(db, action, startExperiment(experiment, EXPERIMENTS, viewer.actor))
}
