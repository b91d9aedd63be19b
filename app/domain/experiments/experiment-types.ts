import type { LandingWords } from '#app/domain/quiz/content-types.ts'
import type { DEFAULT_LANGUAGE, Language } from '#app/domain/language/languages.ts'

/** What a test may change of the pages. docs/content.md explains every field; validation.ts checks them. */
export interface PageWords extends LandingWords {
  /** `steps`: once on the way, and on the results page. `results`: there alone. */
  askAddress: 'steps' | 'results'
}

/** Of these words, those that every language has in its own. */
export type PageTexts = Pick<PageWords, 'headline' | 'lead' | 'startLabel'>
export type PageChanges = Partial<PageTexts & Pick<PageWords, 'askAddress'>>
export type TranslatedChanges = Partial<
  Record<Exclude<Language, typeof DEFAULT_LANGUAGE>, Partial<PageTexts>>
>

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
  changes: PageChanges
  /** The changes in other languages; where one has none, its page shows the words that it has as it stands. */
  translations?: TranslatedChanges
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
  /** where everybody is asked while no test of it runs */
  askAddress: PageWords['askAddress']
  experiments: ExperimentContent[]
  /** Ids of tests that are over: visits carry them, so that none is used again. */
  pastIds: string[]
}
