import { categoryFor } from './category-for.ts'
import { CHOICE_POINTS, findQuestion, isChoice } from './quiz.ts'
import type { Area, Answers, CategoryId, Choice, Question, Quiz, ScoreBreakdown } from './quiz.ts'

/** `gained` and `lost` are points of the total, 0 to 100, unrounded. */
export interface Contribution {
  questionId: string
  area: string
  choice: Choice
  gained: number
  lost: number
}

export interface AssessmentScore {
  /** a whole number, 0 to 100 */
  totalScore: number
  scoreBreakdown: ScoreBreakdown
  scoreCategory: CategoryId
  unroundedTotal: number
  contributions: Contribution[]
}

export class InvalidAnswersError extends Error {
  override name = 'InvalidAnswersError'
  constructor(
    readonly missing: readonly string[],
    readonly unknown: readonly string[],
    readonly invalid: readonly string[],
  ) {
    const parts = [
      missing.length > 0 && `no answer to ${missing.join(', ')}`,
      unknown.length > 0 && `no such question: ${unknown.slice(0, 5).map(printable).join(', ')}`,
      invalid.length > 0 && `a choice other than A to E for ${invalid.join(', ')}`,
    ]
    super(`The answers cannot be scored: ${parts.filter(Boolean).join('; ')}`)
  }
}

/**
 * An area is the mean of its answers' points, the total the weighted mean of the unrounded areas.
 * @throws InvalidAnswersError
 */
export function scoreAssessment(quiz: Quiz, answers: Readonly<Record<string, unknown>>): AssessmentScore {
  const complete = requireCompleteAnswers(quiz, answers)
  const contributions = quiz.questions.map((question) => contribution(question, complete[question.id]!))
  const unroundedTotal = sum(contributions.map((part) => part.gained))
  const totalScore = roundPoints(unroundedTotal)
  return {
    totalScore,
    scoreBreakdown: Object.fromEntries(
      quiz.areas.map((area) => [area.breakdownKey, scoreArea(area, complete)!]),
    ),
    scoreCategory: categoryFor(quiz, totalScore).id,
    unroundedTotal,
    contributions,
  }
}

/** The mean of an area's answers, rounded. @returns null while one of them is missing */
export function scoreArea(area: Area, answers: Readonly<Partial<Answers>>): number | null {
  const choices = area.questions.map(({ id }) => answers[id])
  if (!choices.every((choice) => choice !== undefined)) return null
  return roundPoints(sum(choices.map((choice) => CHOICE_POINTS[choice])) / choices.length)
}

function requireCompleteAnswers(quiz: Quiz, answers: Readonly<Record<string, unknown>>): Answers {
  const missing = quiz.questions.filter((question) => !Object.hasOwn(answers, question.id))
  const unknown = Object.keys(answers).filter((id) => !findQuestion(quiz, id))
  const invalid = quiz.questions.filter(
    (question) => Object.hasOwn(answers, question.id) && !isChoice(answers[question.id]),
  )
  if (missing.length + unknown.length + invalid.length > 0) {
    throw new InvalidAnswersError(
      missing.map((question) => question.id),
      unknown,
      invalid.map((question) => question.id),
    )
  }
  return { ...answers } as Answers
}

function contribution(question: Question, choice: Choice): Contribution {
  const points = CHOICE_POINTS[choice]
  return {
    questionId: question.id,
    area: question.area,
    choice,
    gained: (question.maxContribution * points) / 100,
    lost: (question.maxContribution * (100 - points)) / 100,
  }
}

/** Rounds half up. The nudge keeps 19.4999…, a half in binary fractions, from being rounded down. */
function roundPoints(points: number): number {
  return Math.floor(points + 0.5 + 1e-9)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** What was sent as an id may be anything, and must not reach a log. */
function printable(id: string): string {
  return /^[a-z_]{1,30}\d{0,3}$/.test(id) ? id : '(not an id)'
}
