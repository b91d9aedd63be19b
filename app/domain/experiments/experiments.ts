import type {
  ExperimentsContent,
  Measure,
  PageChanges,
  PageWords,
  TranslatedChanges,
} from './experiment-types.ts'

export interface Variant {
  id: string
  /** under which visits are counted and remembered: the test's id and the variant's */
  key: string
  /** of the visitors, from 0 to 1 */
  share: number
  /** in the default language: nothing for the control */
  changes: PageChanges
  translations: TranslatedChanges
}

export interface Experiment {
  id: string
  hypothesis: string
  measure: Measure
  planned: number
  /** the control first */
  variants: readonly [Variant, ...Variant[]]
}

export interface Experiments {
  askAddress: PageWords['askAddress']
  experiments: readonly Experiment[]
}

/** @param content checked before: see validation.ts */
export function buildExperiments({ askAddress, experiments }: ExperimentsContent): Experiments {
  return {
    askAddress,
    experiments: experiments.map(({ control, variants, ...experiment }) => {
      const build = (id: string): Variant => {
        const { share, changes, translations = {} } = variants[id]!
        const key = variantKey(experiment.id, id)
        return { id, key, share: share / 100, changes, translations }
      }
      const treatments = Object.keys(variants).filter((id) => id !== control)
      return { ...experiment, variants: [build(control), ...treatments.map(build)] as const }
    }),
  }
}

export function variantKey(experiment: string, variant: string): string {
  return `${experiment}:${variant}`
}

/** The test that was started last: what everybody is shown follows from it. */
export interface LatestExperiment {
  id: string
  running: boolean
  winner: string | null
}
