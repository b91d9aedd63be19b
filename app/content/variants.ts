import { DEFAULT_LANGUAGE } from '#app/domain/language/languages.ts'
import type { PageWords } from '#app/domain/experiments/experiment-types.ts'
import type { Experiment, LatestExperiment, Variant } from '#app/domain/experiments/experiments.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { ASK_ADDRESS, EXPERIMENTS, findExperiment } from './experiments.ts'

const ALL = EXPERIMENTS.flatMap(({ variants }) => variants)
/** Behind the key of a variant that everybody is shown: it is no longer tested. */
const CHOSEN = ':chosen'

export function runningExperiment(latest: LatestExperiment | null): Experiment | null {
  return (latest?.running && findExperiment(latest.id)) || null
}

/** @param point from 0 up to 1: each variant has its share of it */
export function variantAt({ variants }: Experiment, point: number): Variant {
  let end = 0
  return variants.find(({ share }) => point < (end += share)) ?? variants[0]
}

/** The variant seen before stays while its test runs: the first of `seen` that is of this one. */
export function stickyVariant({ variants }: Experiment, seen: readonly unknown[]): Variant | null {
  const known = seen.flatMap((key) => variants.find((variant) => variant.key === key) ?? [])
  return known[0] ?? null
}

/** What everybody is shown while no test runs. @returns a winner's name; null for the page as it stands */
export function chosenVariant(latest: LatestExperiment | null): string | null {
  if (latest === null || latest.running || latest.winner === null) return null
  const [, ...treatments] = findExperiment(latest.id)?.variants ?? []
  const winner = treatments.find(({ id }) => id === latest.winner)
  return winner ? winner.key + CHOSEN : null
}

/** A variant by its key, or by its own id, of whichever test has it first: those of the default scorecard are all that there are. */
export function findVariant(name: string, scorecard = DEFAULT_SCORECARD): Variant | undefined {
  if (scorecard !== DEFAULT_SCORECARD) return undefined
  return ALL.find(({ key }) => key === name) ?? ALL.find(({ id }) => id === name)
}

/** Whether this is the key of a variant, as it is counted and remembered while its test runs. */
export function isVariantKey(name: string | null | undefined): name is string {
  return ALL.some(({ key }) => key === name)
}

/** What belongs to a stored name of a variant; the page as it stands for one that is gone, for none, and where nothing is tested. */
export function pageWords(name: string | null, { landing, scorecard, language }: Quiz): PageWords {
  const key = name?.endsWith(CHOSEN) ? name.slice(0, -CHOSEN.length) : name
  const variant = scorecard === DEFAULT_SCORECARD ? ALL.find((variant) => variant.key === key) : undefined
  const { changes = {}, translations = {} } = variant ?? {}
  const { askAddress = ASK_ADDRESS } = changes
  const said = language === DEFAULT_LANGUAGE ? changes : translations[language as keyof typeof translations]
  return { ...landing, ...said, askAddress }
}
