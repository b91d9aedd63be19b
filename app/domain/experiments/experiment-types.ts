import type { DEFAULT_LANGUAGE, Language } from '#app/domain/language/languages.ts'

/** What a test may change of the pages. docs/content.md explains every field; validation.ts checks them. */
export interface PageWords {
  headline: string
  lead: string
  /** on the button that starts the assessment */
  startLabel: string
  /** `steps`: once on the way, and on the results page. `results`: there alone. */
  askAddress: 'steps' | 'results'
}

/** Of these words, those that every language has in its own. */
export type PageTexts = Pick<PageWords, 'headline' | 'lead' | 'startLabel'>
type Translated<Texts> = Record<Exclude<Language, typeof DEFAULT_LANGUAGE>, Texts>

/** What is compared: so many of so many. `visitors` is what a test's planned number counts. */
export const MEASURES = {
  starts: { visitors: 'landings', conversions: 'starts', words: 'starts of those who landed' },
  completions: { visitors: 'starts', conversions: 'completed', words: 'completions of those who started' },
  leads: { visitors: 'completed', conversions: 'emails', words: 'addresses left of those who completed' },
  leads_of_starts: {
    visitors: 'starts',
    conversions: 'emails',
    words: 'addresses left of those who started',
  },
} as const
export type Measure = keyof typeof MEASURES
export const MEASURE_NAMES = Object.keys(MEASURES) as [Measure, ...Measure[]]

export interface VariantContent {
  /** per cent of the visitors, a whole number */
  share: number
  /** what is other than on the page as it stands: nothing for the control */
  changes: Partial<PageWords>
  /** The changes in other languages; where one has none, its page shows the words that it has as it stands. */
  translations?: Partial<Translated<Partial<PageTexts>>>
}

export interface ExperimentContent {
  id: string
  /** in words: who will do what, and why */
  hypothesis: string
  measure: Measure
  /** visitors of all variants together, as the measure counts them */
  planned: number
  control: string
  variants: Record<string, VariantContent>
}

export interface ExperimentsContent {
  /** The page as it stands: what everybody is shown while no test runs. */
  page: PageWords
  translations: Translated<PageTexts>
  experiments: ExperimentContent[]
  /** Ids of tests that are over: visits carry them, so that none is used again. */
  pastIds: string[]
}
