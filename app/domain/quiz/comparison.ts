import { knownAnswers } from './answers.ts'
import { AREAS, CHOICE_POINTS, QUESTIONS, QUIZ_VERSION } from './quiz.ts'
import type { AreaId, Choice, ScoreBreakdown } from './quiz.ts'

export interface ComparableResult {
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
      areas: (ScoreChange & { area: AreaId })[]
      /** those that were answered differently; null where the words of the questions are not known any more */
      answers: AnswerChange[] | null
    }

/** The version decides: scores of other questions or weights say nothing about each other. */
export function compareResults(earlier: ComparableResult, later: ComparableResult): Comparison {
  if (earlier.quizVersion !== later.quizVersion) return { kind: 'other_questions' }
  return {
    kind: 'compared',
    total: { before: earlier.totalScore, after: later.totalScore },
    areas: AREAS.map(({ id, breakdownKey }) => ({
      area: id,
      before: earlier.scoreBreakdown[breakdownKey],
      after: later.scoreBreakdown[breakdownKey],
    })),
    answers: later.quizVersion === QUIZ_VERSION ? changedAnswers(earlier.responses, later.responses) : null,
  }
}

function changedAnswers(earlier: unknown, later: unknown): AnswerChange[] {
  const [was, is] = [knownAnswers(earlier), knownAnswers(later)]
  return QUESTIONS.flatMap(({ id, maxContribution }) => {
    const [before, after] = [was[id], is[id]]
    if (before === undefined || after === undefined || before === after) return []
    const points = (maxContribution * (CHOICE_POINTS[after] - CHOICE_POINTS[before])) / 100
    return [{ questionId: id, before, after, points }]
  })
}
