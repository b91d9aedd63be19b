import { type Experiment, buildExperiments } from '#app/domain/experiments/experiments.ts'
import { experimentsContent } from './ai-readiness/experiments.ts'

const built = buildExperiments(experimentsContent)
export const PAGE_WORDS = built.page
export const PAGE_TRANSLATIONS = built.translations
export const EXPERIMENTS = built.experiments

export function findExperiment(id: string): Experiment | undefined {
  return EXPERIMENTS.find((experiment) => experiment.id === id)
}
