import { AREAS, findAreaByStep, isChoice } from './quiz.ts'
import type { Answers } from './quiz.ts'

const QUESTION_ID = new RegExp(`^(?:${AREAS.map(({ id }) => id).join('|')})_\\d+$`)

export interface ParsedAnswers {
  /** Saved and shown again, whatever else was wrong. */
  answers: Answers
  /** By question id; under `form` what belongs to no question. */
  errors: Record<string, string>
}

/** `partial` accepts any of the step's questions. A field of no question is passed over: browsers' extensions add some. */
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
  const foreign = Object.keys(fields).find((name) => QUESTION_ID.test(name) && !ids.includes(name))
  if (foreign !== undefined) errors.form = describeForeign(foreign)
  return { answers, errors }
}

function describeForeign(id: string): string {
  const elsewhere = AREAS.find((area) => area.questions.some((question) => question.id === id))
  const where = elsewhere ? `from step ${elsewhere.step}` : 'that is not in this assessment'
  return `This form contains a question ${where}. Reload the page and answer the questions there.`
}

/** Stored answers may be of an older quiz: only valid choices of current questions are kept. */
export function knownAnswers(stored: unknown): Answers {
  if (typeof stored !== 'object' || stored === null) return {}
  const answers: Answers = {}
  for (const { id } of AREAS.flatMap((area) => area.questions)) {
    const value: unknown = Object.hasOwn(stored, id) ? Reflect.get(stored, id) : undefined
    if (isChoice(value)) answers[id] = value
  }
  return answers
}

/** Null when all are answered. */
export function firstIncompleteStep(answers: Readonly<Record<string, unknown>>): number | null {
  const area = AREAS.find(({ questions }) => questions.some(({ id }) => !Object.hasOwn(answers, id)))
  return area?.step ?? null
}
