/** The shape of what a marketer edits. docs/content.md explains every field; quiz-validation.ts checks them. */

export interface QuestionContent {
  /** `<area>_<n>`, counted from 1. Never reuse the id of a removed question: stored answers carry it. */
  id: string
  /** Two to six words, used in lists and recommendations. */
  title: string
  /** The question itself, as asked. */
  text: string
  /** One sentence of help: why an executive should care. */
  whyItMatters: string
  /** A is full maturity, E is "not in place or I don't know". */
  choices: { A: string; B: string; C: string; D: string; E: string }
  recommendation: { title: string; action: string }
}

export interface AreaContent {
  id: string
  name: string
  intro: string
  /** Share of the total in per cent. The four areas add up to 100. */
  weight: number
  questions: QuestionContent[]
}

export interface CategoryContent {
  id: string
  /** The lowest total, 0-100, that belongs here. It ends where the next better category begins. */
  from: number
  name: string
  headline: string
  explanation: string
  nextStep: string
}

export interface QuizContent {
  /** Changes whenever a question, choice, weight or category limit does. */
  version: string
  areas: AreaContent[]
  categories: CategoryContent[]
}
