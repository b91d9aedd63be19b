import { AREAS, findAreaByStep, isChoice } from './quiz.ts'
import type { Answers } from './quiz.ts'

/** Any other field is taken for a question's id. */
const STEP_FORM_FIELDS: readonly string[] = [
  'assessment',
  'email',
  'email_stored',
  'consent',
  'consent_stored',
  'intent',
]

export interface ParsedAnswers {
  /** Saved and shown again, whatever else was wrong. */
  answers: Answers
  /** By question id; under `form` what belongs to no question. */
  errors: Record<string, string>
}

/** `partial` accepts any of the step's questions. Throws RangeError for a step that the quiz does not have. */
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
  // Unknown names may hold whatever somebody typed, and are not repeated.
  return elsewhere
    ? `This form contains a question from step ${elsewhere.step}. Reload the page and answer the questions there.`
    : 'This form contains a question that is not in this assessment. Reload the page and answer the questions there.'
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
