import type { CategoryId, Choice } from './structure.ts'

/** What a scorecard asks and how it counts, in no language; docs/content.md explains every field, validation.ts checks them. */
export interface ScorecardContent {
  /** The name of its folder, and of its place in addresses. */
  slug: string
  /** Changes whenever a question, choice, weight or category limit does. */
  version: string
  /** The folders of words that it has. */
  languages: string[]
  /** About how long it takes. */
  minutes: number
  areas: AreaStructure[]
  /** Best first. */
  categories: CategoryStructure[]
  /** Nobody's answers: what the sample result of the landing page is scored from. */
  sample: Record<string, Choice>
}

export interface AreaStructure {
  id: string
  /** in `scoreBreakdown` */
  key: string
  /** Share of the total in per cent. All together are 100. */
  weight: number
  /** `<area>_<n>`. Never reuse the id of a removed question: stored answers carry it. */
  questions: string[]
}

export interface CategoryStructure {
  id: CategoryId
  /** The lowest total, 0-100, that belongs here. It ends where the next better category begins. */
  from: number
}

/** All words of a scorecard in one language. */
export interface ScorecardWords {
  /** What it is called, on its own and in e-mails and deals. */
  name: string
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
  /** Two to six words. */
  title: string
  text: string
  /** One sentence of help: why an executive should care. */
  whyItMatters: string
  /** A is full maturity, E is "not in place or I don't know". */
  choices: Record<Choice, string>
  recommendation: { title: string; action: string }
}

export interface CategoryWords {
  name: string
  headline: string
  explanation: string
  nextStep: string
}

/** A scorecard with its words, by language. */
export interface ScorecardSource {
  scorecard: ScorecardContent
  words: Readonly<Record<string, ScorecardWords>>
}
