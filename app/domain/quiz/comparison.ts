import { knownAnswers } from './answers.ts'
import { CHOICE_POINTS, isQuizOf } from './quiz.ts'
import type { Choice, Quiz, ScoreBreakdown } from './quiz.ts'

export interface ComparableResult {
  scorecard: string
  quizVersion: string
  totalScore: number
  scoreBreakdown: ScoreBreakdown
  responses: unknown
}

export interface ScoreChange {
  before: number
  after: number
}

export interface AnswerChange {
  questionId: string
  before: Choice
  after: Choice
  /** points of the total, unrounded */
  points: number
}

export type Comparison =
  | { kind: 'other_questions' }
  | {
      kind: 'compared'
      total: ScoreChange
      areas: (ScoreChange & { area: string })[]
      /** those that were answered differently; null where the words of the questions are not known any more */
      answers: AnswerChange[] | null
    }

/** Scorecard and version decide: scores of other questions or weights say nothing about each other. */
export function compareResults(quiz: Quiz, earlier: ComparableResult, later: ComparableResult): Comparison {
  if (earlier.scorecard !== later.scorecard || earlier.quizVersion !== later.quizVersion)
    return { kind: 'other_questions' }
  return {
    kind: 'compared',
    total: { before: earlier.totalScore, after: later.totalScore },
    areas: quiz.areas.map(({ id, breakdownKey }) => ({
      area: id,
      before: earlier.scoreBreakdown[breakdownKey] ?? 0,
      after: later.scoreBreakdown[breakdownKey] ?? 0,
    })),
    answers: isQuizOf(quiz, later) ? changedAnswers(quiz, earlier.responses, later.responses) : null,
  }
}

function changedAnswers(quiz: Quiz, earlier: unknown, later: unknown): AnswerChange[] {
  const [was, is] = [knownAnswers(quiz, earlier), knownAnswers(quiz, later)]
  return quiz.questions.flatMap(({ id, maxContribution }) => {
    const [before, after] = [was[id], is[id]]
    if (before === undefined || after === undefined || before === after) return []
    const points = (maxContribution * (CHOICE_POINTS[after] - CHOICE_POINTS[before])) / 100
    return [{ questionId: id, before, after, points }]
  })
}
