import { type Experiment, buildExperiments } from '#app/domain/experiments/experiments.ts'
import { experimentsContent } from './ai-readiness/experiments.ts'

const built = buildExperiments(experimentsContent)
export const ASK_ADDRESS = built.askAddress
export const EXPERIMENTS = built.experiments

export function findExperiment(id: string): Experiment | undefined {
  return EXPERIMENTS.find((experiment) => experiment.id === id)
}
