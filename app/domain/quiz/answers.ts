import { type Answers, type Quiz, findArea, findAreaByStep, isChoice } from './quiz.ts'

const QUESTION_ID = /^([a-z_]+)_\d+$/

export type AnswerProblem =
  | { kind: 'missing' | 'unknown_choice' }
  /** a question of another step, or of none */
  | { kind: 'foreign'; step: number | null }

export interface ParsedAnswers {
  /** Saved and shown again, whatever else was wrong. */
  answers: Answers
  /** By question id; under `form` what belongs to no question. */
  errors: Record<string, AnswerProblem>
}

/** `partial` accepts any of the step's questions. A field of no question is passed over: browsers' extensions add some. */
export function parseStepAnswers(
  quiz: Quiz,
  step: number,
  fields: Readonly<Record<string, unknown>>,
  options: { partial?: boolean } = {},
): ParsedAnswers {
  const area = findAreaByStep(quiz, step)
  if (!area) throw new RangeError(`There is no step ${step}: the quiz has steps 1 to ${quiz.areas.length}`)
  const ids = area.questions.map((question) => question.id)
  const answers: Answers = {}
  const errors: ParsedAnswers['errors'] = {}
  for (const id of ids) {
    const value = Object.hasOwn(fields, id) ? fields[id] : undefined
    if (isChoice(value)) answers[id] = value
    else if (value !== undefined && value !== '') errors[id] = { kind: 'unknown_choice' }
    else if (!options.partial) errors[id] = { kind: 'missing' }
  }
  const foreign = Object.keys(fields).find((name) => isQuestion(quiz, name) && !ids.includes(name))
  if (foreign !== undefined) errors.form = { kind: 'foreign', step: stepOf(quiz, foreign) }
  return { answers, errors }
}

function isQuestion(quiz: Quiz, name: string): boolean {
  return findArea(quiz, QUESTION_ID.exec(name)?.[1] ?? '') !== undefined
}

function stepOf(quiz: Quiz, id: string): number | null {
  return quiz.areas.find((area) => area.questions.some((question) => question.id === id))?.step ?? null
}

/** Stored answers may be of an older quiz: only valid choices of current questions are kept. */
export function knownAnswers(quiz: Quiz, stored: unknown): Answers {
  if (typeof stored !== 'object' || stored === null) return {}
  const answers: Answers = {}
  for (const { id } of quiz.questions) {
    const value: unknown = Object.hasOwn(stored, id) ? Reflect.get(stored, id) : undefined
    if (isChoice(value)) answers[id] = value
  }
  return answers
}

/** Null when all are answered. */
export function firstIncompleteStep(quiz: Quiz, answers: Readonly<Record<string, unknown>>): number | null {
  const area = quiz.areas.find(({ questions }) => questions.some(({ id }) => !Object.hasOwn(answers, id)))
  return area?.step ?? null
}
