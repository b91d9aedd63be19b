import { CATEGORIES, QUESTIONS, findCategory, findQuestion } from './quiz.ts'
import type { Answers, Category, CategoryId } from './quiz.ts'
import { type AssessmentScore, scoreAssessment } from './scoring.ts'

/** What the score would be with these questions answered A. @throws InvalidAnswersError */
export function scoreWithFixes(answers: Answers, questionIds: readonly string[]): AssessmentScore {
  return scoreAssessment({ ...answers, ...Object.fromEntries(questionIds.map((id) => [id, 'A' as const])) })
}

/** Of what somebody asks to fix, the questions that have something to fix, each once, in the order of the quiz. */
export function fixable(answers: Answers, asked: readonly string[]): string[] {
  return QUESTIONS.map(({ id }) => id).filter((id) => asked.includes(id) && answers[id] !== 'A')
}

export interface WayUp {
  category: Category
  questionIds: string[]
}

/**
 * The fewest answers that, made A, lead into the next category. What one adds does not depend on the others: so many of those
 * that add the most reach as far as any so many can.
 * @returns null in the highest category
 */
export function fewestFixes(answers: Answers): WayUp | null {
  const { scoreCategory, contributions } = scoreAssessment(answers)
  const category = CATEGORIES[CATEGORIES.findIndex(({ id }) => id === scoreCategory) - 1]
  if (!category) return null
  const byGain = contributions.toSorted((one, other) => other.lost - one.lost)
  const ids = byGain.map(({ questionId }) => questionId)
  const count = ids.findIndex(
    (_, last) => scoreWithFixes(answers, ids.slice(0, last + 1)).totalScore >= category.from,
  )
  return { category, questionIds: fixable(answers, ids.slice(0, count + 1)) }
}

export interface WhatIf {
  before: number
  chosen?: { after: number; category: CategoryId; categoryName: string; rises: boolean; ids: string[] }
  /** The fewest fixes to the next category; absent in the highest. */
  way?: { categoryName: string; from: number; after: number; ids: string[]; titles: string[] }
}

/** @param asked to be fixed: what it names of no question, or of one without a gap, is passed over */
export function whatIf(answers: Answers, asked: readonly string[]): WhatIf {
  const { totalScore: before, scoreCategory } = scoreAssessment(answers)
  const ids = fixable(answers, asked)
  const after = scoreWithFixes(answers, ids)
  const way = fewestFixes(answers)
  return {
    before,
    ...(ids.length > 0 && {
      chosen: {
        after: after.totalScore,
        category: after.scoreCategory,
        categoryName: findCategory(after.scoreCategory)!.name,
        rises: after.scoreCategory !== scoreCategory,
        ids,
      },
    }),
    ...(way && {
      way: {
        categoryName: way.category.name,
        from: way.category.from,
        after: scoreWithFixes(answers, way.questionIds).totalScore,
        ids: way.questionIds,
        titles: way.questionIds.map((id) => findQuestion(id)!.title),
      },
    }),
  }
}
