import { QUIZ_VERSION, SCORECARD } from '#tests/factories/quiz.ts'
import type { Database } from '#app/data/database.server.ts'
import { EXPERIMENTS } from '#app/content/experiments.ts'
import { pageWords } from '#app/content/variants.ts'
import { QUIZ } from '#tests/factories/quiz.ts'
import { type Experiment } from '#app/domain/experiments/experiments.ts'
import type { StageCounts } from '#app/domain/experiments/report.ts'

/** The first test of the content, whatever it is about. */
export const EXPERIMENT = EXPERIMENTS[0]!
export const [CONTROL, TREATMENT] = EXPERIMENT.variants as [
  Experiment['variants'][0],
  Experiment['variants'][0],
]
export const PAGE_WORDS = pageWords(null, QUIZ)

/** What its visitors read. */
export function wordsOfVariant({ key }: Pick<Experiment['variants'][0], 'key'>) {
  return pageWords(key, QUIZ)
}

export const RUNNING = { id: EXPERIMENT.id, running: true, winner: null }

/** A test as its start on the console leaves it. */
export async function createExperiment(
  db: Database,
  overrides: { id?: string; startedAt?: Date; stoppedAt?: Date; winner?: string; startedBy?: string } = {},
): Promise<void> {
  const { id, hypothesis, measure, planned, variants } = EXPERIMENT
  await db.experiment.create({
    data: {
      ...{ id, hypothesis, measure, planned },
      variants: variants.map((variant) => variant.id),
      shares: variants.map(({ share }) => Math.round(share * 100)),
      startedBy: 'token:owner',
      ...overrides,
    },
  })
}

/** Visits of a day, as they are counted. */
export async function countVisits(
  db: Database,
  variant: string,
  counts: Partial<StageCounts>,
  { day = new Date(), trafficKind = 'visitor', slot = 0 } = {},
): Promise<void> {
  const dimensions = {
    ...{ source: '(none)', campaign: '(none)', device: 'desktop', locale: 'en' },
    ...{ scorecard: SCORECARD, quizVersion: QUIZ_VERSION, sourceKind: 'direct', recountable: false },
  }
  await db.funnelDay.create({ data: { day, slot, trafficKind, variant, ...dimensions, ...counts } })
}
