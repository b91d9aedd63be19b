import type { ExperimentsContent, Measure, PageWords } from './experiment-types.ts'

export interface Variant {
  id: string
  /** under which visits are counted and remembered: the test's id and the variant's */
  key: string
  /** of the visitors, from 0 to 1 */
  share: number
  /** in the default language */
  words: PageWords
  translations: ExperimentsContent['translations']
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
  page: PageWords
  translations: ExperimentsContent['translations']
  experiments: readonly Experiment[]
}

/** @param content checked before: see validation.ts */
export function buildExperiments({ page, translations, experiments }: ExperimentsContent): Experiments {
  return {
    page,
    translations,
    experiments: experiments.map(({ control, variants, ...experiment }) => {
      const build = (id: string): Variant => {
        const { share, changes, translations: own } = variants[id]!
        const key = variantKey(experiment.id, id)
        return {
          id,
          key,
          share: share / 100,
          words: { ...page, ...changes },
          translations: { de: { ...translations.de, ...own?.de } },
        }
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
