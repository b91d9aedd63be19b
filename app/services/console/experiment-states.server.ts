import type { ExperimentRow } from '#app/data/console/experiments.server.ts'
import type { Measure } from '#app/domain/experiments/experiment-types.ts'
import { EXPERIMENTS, findExperiment } from '#app/content/experiments.ts'
import { type Experiment, variantKey } from '#app/domain/experiments/experiments.ts'
import {
  type ExperimentReport,
  NOBODY,
  type StageCounts,
  reportExperiment,
} from '#app/domain/experiments/report.ts'

/** A test that was started, that the content has, or both. */
export interface KnownExperiment {
  id: string
  state: 'not_started' | 'running' | 'stopped'
  hypothesis: string
  measure: Measure
  planned: number
  /** the control first; shares from 0 to 1 */
  arms: readonly { variant: string; share: number }[]
  /** null before the start */
  row: ExperimentRow | null
  /** null where its words are gone */
  content: Experiment | null
}

/** Those that were started first, the newest before the others; what was planned is as it was at the start. */
export function knownExperiments(rows: readonly ExperimentRow[]): KnownExperiment[] {
  const started = rows.map((row): KnownExperiment => {
    const { id, hypothesis, measure, planned, variants, shares } = row
    const arms = variants.map((variant, place) => ({ variant, share: shares[place]! / 100 }))
    const state = row.stoppedAt === null ? 'running' : 'stopped'
    return { id, state, hypothesis, measure, planned, arms, row, content: findExperiment(id) ?? null }
  })
  const others = EXPERIMENTS.filter(({ id }) => !rows.some((row) => row.id === id))
  return [
    ...started,
    ...others.map((content): KnownExperiment => {
      const { id, hypothesis, measure, planned, variants } = content
      const arms = variants.map((variant) => ({ variant: variant.id, share: variant.share }))
      return { id, state: 'not_started', hypothesis, measure, planned, arms, row: null, content }
    }),
  ]
}

/** Whether the content divides visitors otherwise than it did at the start. */
export function isChanged({ arms, content }: KnownExperiment): boolean {
  if (content === null) return false
  const now = content.variants.map(({ id, share }) => ({ variant: id, share }))
  return JSON.stringify(now) !== JSON.stringify(arms)
}

/** Null before the start. */
export function reportOf(
  { id, measure, planned, arms, row }: KnownExperiment,
  counts: readonly (StageCounts & { key: string })[],
  now: Date,
): ExperimentReport | null {
  if (row === null) return null
  const counted = arms.map((arm) => {
    const key = variantKey(id, arm.variant)
    return { ...arm, counts: counts.find((line) => line.key === key) ?? NOBODY }
  })
  return reportExperiment({ measure, planned, arms: counted }, row.startedAt, row.stoppedAt ?? now)
}

/** The rule of the statement that starts a test, in words. Null: nothing stands in its way. */
export function whyNotStart(id: string, rows: readonly ExperimentRow[]): string | null {
  if (!findExperiment(id)) return `There is no test “${id}” in the content.`
  const own = rows.find((row) => row.id === id)
  if (own?.stoppedAt === null) return `“${id}” runs already.`
  if (own) return `“${id}” is over. A test is started once: another one needs an id of its own.`
  const running = rows.find(({ stoppedAt }) => stoppedAt === null)
  if (running) return `“${running.id}” runs, and there is one test at a time. Stop that one first.`
  const unsettled = rows.find((row) => winnerInUse(row) !== null)
  if (!unsettled) return null
  return `Everybody is shown “${unsettled.winner}”, which “${unsettled.id}” has found. Write its words into the page, move its id to pastIds and deploy; then this test can start.`
}

/** What everybody is shown because of a test that is over; null for the page as it stands. */
export function winnerInUse({ id, winner, stoppedAt }: ExperimentRow): string | null {
  if (stoppedAt === null || winner === null) return null
  const [, ...treatments] = findExperiment(id)?.variants ?? []
  return treatments.some((variant) => variant.id === winner) ? winner : null
}
