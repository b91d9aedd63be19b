import { quizContent } from './content/quiz-content.ts'
import { validateQuiz } from './validation.ts'
import { AREA_STRUCTURE, CATEGORY_IDS } from './structure.ts'
import type { AreaContent, CategoryContent, QuestionContent, QuizContent } from './content/content-types.ts'
import type { AreaId, BreakdownKey, CategoryId, Choice } from './structure.ts'

export { CATEGORY_IDS, CHOICES, CHOICE_POINTS, isChoice } from './structure.ts'
export type { AreaId, BreakdownKey, CategoryId, Choice, ScoreBreakdown } from './structure.ts'

/** A complete set of answers: a choice for every question id. */
export type Answers = Record<string, Choice>

export interface Question extends QuestionContent {
  area: AreaId
  step: number
  /** Position in the whole quiz, from 1. */
  number: number
  /** Points of the total, 0-100, that this question is worth when answered with A. */
  maxContribution: number
}

export interface Area extends AreaContent {
  id: AreaId
  /** Step of the assessment that asks this area's questions, from 1. */
  step: number
  /** Key of this area in `scoreBreakdown`. */
  breakdownKey: BreakdownKey
  questions: Question[]
}

export interface Category extends CategoryContent {
  id: CategoryId
  /** The highest total that belongs here. */
  to: number
}

export interface Quiz {
  version: string
  areas: readonly Area[]
  questions: readonly Question[]
  /** Best first. */
  categories: readonly Category[]
}

/**
 * Checks content and joins it with the structure that code relies on.
 * @throws InvalidQuizError
 */
export function buildQuiz(content: unknown): Quiz {
  const valid = validateQuiz(content)
  const areas = buildAreas(valid)
  return {
    version: valid.version,
    areas,
    questions: areas.flatMap((area) => area.questions),
    categories: valid.categories.map((category, index) => ({
      ...category,
      id: CATEGORY_IDS[index]!,
      to: index === 0 ? 100 : valid.categories[index - 1]!.from - 1,
    })),
  }
}

function buildAreas(content: QuizContent): Area[] {
  let number = 0
  return AREA_STRUCTURE.map((structure, index) => {
    const area = content.areas[index]!
    const { id, step, breakdownKey } = structure
    const maxContribution = area.weight / area.questions.length
    const questions = area.questions.map((question) => {
      number += 1
      return { ...question, area: id, step, number, maxContribution }
    })
    return { ...area, id, step, breakdownKey, questions }
  })
}

// Checked when this module loads, so that a bad edit breaks build, tests and start alike, never a prospect's page.
export const QUIZ: Quiz = buildQuiz(quizContent)
export const AREAS = QUIZ.areas
export const QUESTIONS = QUIZ.questions
export const CATEGORIES = QUIZ.categories
export const QUIZ_VERSION = QUIZ.version
export const TOTAL_STEPS = AREAS.length

const questionsById = new Map(QUESTIONS.map((question) => [question.id, question]))
const areasByStep = new Map(AREAS.map((area) => [area.step, area]))
const areasById = new Map<string, Area>(AREAS.map((area) => [area.id, area]))
const categoriesById = new Map<string, Category>(CATEGORIES.map((category) => [category.id, category]))

/** @returns undefined for an id that is not in the current quiz */
export function findQuestion(id: string): Question | undefined {
  return questionsById.get(id)
}

/** @param step from 1; anything that is not a step of the quiz gives undefined */
export function findAreaByStep(step: number): Area | undefined {
  return areasByStep.get(step)
}

/** @param segment the step as it stands in an address: `1` to `4`, and no other way to write the same number */
export function findAreaBySegment(segment: string | undefined): Area | undefined {
  return /^[1-9]$/.test(segment ?? '') ? findAreaByStep(Number(segment)) : undefined
}

export function findArea(id: string): Area | undefined {
  return areasById.get(id)
}

/** @param id as stored in `scoreCategory` */
export function findCategory(id: string): Category | undefined {
  return categoriesById.get(id)
}
