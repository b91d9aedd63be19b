import type { ZodType } from 'zod'
import type { FormField } from '#app/domain/lead/contact-form.ts'
import { firstProblem } from '#app/domain/lead/field-problem.ts'
import { en } from '#app/words/en/index.ts'

/** What a person reads when the field's schema refuses the value; undefined when it takes it. */
export function messageOf(field: FormField, schema: ZodType<string>, value: unknown): string | undefined {
  const { error } = schema.safeParse(value)
  return error && en.fields.problem(field, firstProblem(error))
}
