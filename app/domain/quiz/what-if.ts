import { findCategory, findQuestion } from './quiz.ts'
import type { Answers, Category, CategoryId, Quiz } from './quiz.ts'
import { type AssessmentScore, scoreAssessment } from './scoring.ts'

/** What the score would be with these questions answered A. @throws InvalidAnswersError */
export function scoreWithFixes(
  quiz: Quiz,
  answers: Answers,
  questionIds: readonly string[],
): AssessmentScore {
  const fixed = Object.fromEntries(questionIds.map((id) => [id, 'A' as const]))
  return scoreAssessment(quiz, { ...answers, ...fixed })
}

/** Of what somebody asks to fix, the questions that have something to fix, each once, in the order of the quiz. */
export function fixable(quiz: Quiz, answers: Answers, asked: readonly string[]): string[] {
  return quiz.questions.map(({ id }) => id).filter((id) => asked.includes(id) && answers[id] !== 'A')
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
export function fewestFixes(quiz: Quiz, answers: Answers): WayUp | null {
  const { scoreCategory, contributions } = scoreAssessment(quiz, answers)
  const category = quiz.categories[quiz.categories.findIndex(({ id }) => id === scoreCategory) - 1]
  if (!category) return null
  const byGain = contributions.toSorted((one, other) => other.lost - one.lost)
  const ids = byGain.map(({ questionId }) => questionId)
  const count = ids.findIndex(
    (_, last) => scoreWithFixes(quiz, answers, ids.slice(0, last + 1)).totalScore >= category.from,
  )
  return { category, questionIds: fixable(quiz, answers, ids.slice(0, count + 1)) }
}

export interface WhatIf {
  before: number
  chosen?: { after: number; category: CategoryId; categoryName: string; rises: boolean; ids: string[] }
  /** The fewest fixes to the next category; absent in the highest. */
  way?: { categoryName: string; from: number; after: number; ids: string[]; titles: string[] }
}

/** @param asked to be fixed: what it names of no question, or of one without a gap, is passed over */
export function whatIf(quiz: Quiz, answers: Answers, asked: readonly string[]): WhatIf {
  const { totalScore: before, scoreCategory } = scoreAssessment(quiz, answers)
  const ids = fixable(quiz, answers, asked)
  const after = scoreWithFixes(quiz, answers, ids)
  const way = fewestFixes(quiz, answers)
  return {
    before,
    ...(ids.length > 0 && {
      chosen: {
        after: after.totalScore,
        category: after.scoreCategory,
        categoryName: findCategory(quiz, after.scoreCategory)!.name,
        rises: after.scoreCategory !== scoreCategory,
        ids,
      },
    }),
    ...(way && {
      way: {
        categoryName: way.category.name,
        from: way.category.from,
        after: scoreWithFixes(quiz, answers, way.questionIds).totalScore,
        ids: way.questionIds,
        titles: way.questionIds.map((id) => findQuestion(quiz, id)!.title),
      },
    }),
  }
}
