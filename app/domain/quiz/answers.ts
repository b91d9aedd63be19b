import { AREAS, findAreaByStep, isChoice } from './quiz.ts'
import type { Answers } from './quiz.ts'

/** Fields that a step's form may hold beside its questions. Anything else is taken for a question id. */
const STEP_FORM_FIELDS: readonly string[] = ['email', 'email_stored', 'consent', 'intent']

export interface ParsedAnswers {
  /** The valid answers, whatever else was wrong: they may be saved, and the form keeps them. */
  answers: Answers
  /** Messages for people by question id, and under `form` what belongs to no question. Empty when all is well. */
  errors: Record<string, string>
}

/**
 * Reads the answers of one step.
 * @param fields the form's fields by name
 * @param options.partial accept any of the step's questions, none required: for saving answers as they are given
 * @throws RangeError for a step that the quiz does not have
 */
export function parseStepAnswers(
  step: number,
  fields: Readonly<Record<string, unknown>>,
  options: { partial?: boolean } = {},
): ParsedAnswers {
  const area = findAreaByStep(step)
  if (!area) throw new RangeError(`There is no step ${step}: the quiz has steps 1 to ${AREAS.length}`)
  const ids = area.questions.map((question) => question.id)
  const answers: Answers = {}
  const errors: Record<string, string> = {}
  for (const id of ids) {
    const value = Object.hasOwn(fields, id) ? fields[id] : undefined
    if (isChoice(value)) answers[id] = value
    else if (value !== undefined && value !== '') errors[id] = 'Choose one of the answers A to E.'
    else if (!options.partial) errors[id] = 'Choose the answer that fits best. E is fine if you don’t know.'
  }
  const unknown = Object.keys(fields).filter(
    (name) => !ids.includes(name) && !STEP_FORM_FIELDS.includes(name),
  )
  if (unknown.length > 0) errors.form = describeUnknown(unknown)
  return { answers, errors }
}

function describeUnknown(names: readonly string[]): string {
  const elsewhere = AREAS.find((area) => area.questions.some((question) => names.includes(question.id)))
  // The names are not repeated: they may hold whatever somebody typed.
  return elsewhere
    ? `The form holds a question of step ${elsewhere.step}. Reload this page and answer the questions on it.`
    : 'The form holds a question that this quiz does not have. Reload this page and answer the questions on it.'
}

/**
 * Answers from storage, which may be of an older quiz: keeps valid choices of current questions, drops all else.
 * @param stored a parsed JSON value
 */
export function knownAnswers(stored: unknown): Answers {
  if (typeof stored !== 'object' || stored === null) return {}
  const answers: Answers = {}
  for (const { id } of AREAS.flatMap((area) => area.questions)) {
    const value: unknown = Object.hasOwn(stored, id) ? Reflect.get(stored, id) : undefined
    if (isChoice(value)) answers[id] = value
  }
  return answers
}

/** @returns the first step with an unanswered question, from 1; null when all are answered */
export function firstIncompleteStep(answers: Readonly<Record<string, unknown>>): number | null {
  const area = AREAS.find(({ questions }) => questions.some(({ id }) => !Object.hasOwn(answers, id)))
  return area?.step ?? null
}
