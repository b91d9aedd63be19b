import type { FieldProblems, FormField } from '#app/domain/lead/contact-form.ts'
import type { AnswerProblem } from '#app/domain/quiz/answers.ts'
import type { Messages } from './messages.ts'

/** By field, in words for whoever filled it in. */
export function sayFieldProblems(
  { fields }: Messages,
  problems: FieldProblems,
): Partial<Record<FormField, string>> {
  const entries = Object.entries(problems) as [FormField, NonNullable<FieldProblems[FormField]>][]
  return Object.fromEntries(entries.map(([field, problem]) => [field, fields.problem(field, problem)]))
}

export function sayAnswerProblems(
  { steps }: Messages,
  problems: Readonly<Record<string, AnswerProblem>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(problems).map(([id, problem]) => [id, steps.problem(problem)]))
}
