import type { CrmId } from '#app/domain/crm-id.ts'
import type { OwnBrand } from '#app/domain/brand/brand-types.ts'
import type { CategoryId, Choice } from './structure.ts'

/** What a scorecard asks and how it counts, in no language; docs/content.md explains every field, validation.ts checks them. */
export interface ScorecardContent {
  slug: string
  version: string
  languages: string[]
  minutes: number
  areas: AreaStructure[]
  categories: CategoryStructure[]
  /** Nobody's answers: what the sample result of the landing page is scored from. */
  sample: Record<string, Choice>
  brand?: OwnBrand | undefined
  /** Without it a lead has no properties of its own, and its deal begins where the settings say. */
  crm?: ScorecardCrm | undefined
}

export interface ScorecardCrm {
  /** `quick_check` makes `quick_check_score` and the like; those of the default scorecard begin with `ai_`. */
  prefix: string
  /** Ids of the account, in place of the settings' own. */
  deals?: Partial<Record<CrmId, DealPlace>> | undefined
}

export interface DealPlace {
  pipeline: string
  stage: string
  /** Where a deal that nobody has touched goes when consent is withdrawn. */
  withdrawnStage?: string | undefined
}

export interface AreaStructure {
  id: string
  key: string
  weight: number
  /** `<area>_<n>`. Never reuse the id of a removed question: stored answers carry it. */
  questions: string[]
}

export interface CategoryStructure {
  id: CategoryId
  from: number
}

/** Of the page that a scorecard begins on. */
export interface LandingWords {
  /** in a browser's tab and in search results */
  title: string
  description: string
  /** whom it speaks to */
  audience: string
  /** who asks and why, in the company’s own voice */
  about: string
  headline: string
  lead: string
  /** on the button that starts the assessment */
  startLabel: string
  /** how the score comes about */
  method: string
  faq: LandingAnswer[]
}

/** `{session}` stands for how long answers are kept for carrying on, `{days}` for how long who gave them is known; brackets lead to the privacy page. */
export interface LandingAnswer {
  title: string
  text: string
}

/** What a scorecard is called by in place of the brand's own; docs/content.md says where each stands. */
export interface BrandWords {
  product: string
  tagline: string
  /** before the address that e-mails come from */
  sender?: string
}

/** By the day from which it is asked for in these words, `2026-12-01`. Once published, none changes or goes. */
export type ConsentByDay = Record<string, ConsentDay>

export interface ConsentDay {
  results: string
  /** of the box; `{company}` stands for who asks, `{crm}` for where it is kept */
  contact: string
}

export interface ScorecardWords {
  name: string
  landing: LandingWords
  /** unset: the brand’s own */
  brand?: BrandWords
  /** unset: the texts that all scorecards have */
  consent?: ConsentByDay
  areas: Record<string, AreaWords>
  categories: Record<string, CategoryWords>
  /** Advice where an answer is A already; `{title}` stands for the question's, `{points}` for what it is worth. */
  strength: { title: string; action: string }
}

export interface AreaWords {
  name: string
  intro: string
  questions: Record<string, QuestionWords>
}

export interface QuestionWords {
  title: string
  text: string
  whyItMatters: string
  choices: Record<Choice, string>
  recommendation: { title: string; action: string }
}

export interface CategoryWords {
  name: string
  headline: string
  explanation: string
  nextStep: string
}

export interface PublishedScorecard {
  slug: string
  /** newest first; none while it was never published */
  versions: readonly ScorecardSource[]
  /** what an editor has changed since */
  draft?: ScorecardSource
}

export interface ScorecardSource {
  scorecard: ScorecardContent
  words: Readonly<Record<string, ScorecardWords>>
}
