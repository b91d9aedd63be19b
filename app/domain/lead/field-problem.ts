import type * as z from 'zod'

/** Why a field of a form is not accepted, as a fact: each language has its words for it. */
export type FieldProblem =
  | { kind: 'empty' | 'twice' | 'not_a_line' | 'web_address' | 'formula' }
  | { kind: 'no_letter' | 'contact_in_name' | 'no_letter_or_digit' | 'no_digits' }
  | { kind: 'too_long' | 'few_digits'; limit: number }
  | { kind: 'name_or_brackets' | 'several_addresses' | 'spaces' | 'foreign_letters' | 'no_at' | 'no_address' }
  | { kind: 'private_domain'; ending: string }
  | { kind: 'slip'; typed: string; meant: string }
  | { kind: 'no_link_address' | 'no_contact_address' | 'tick_or_empty' | 'tick_to_be_contacted' }

/** For a check of zod’s: what is wrong where it fails. */
export function otherwise(problem: FieldProblem): { params: FieldProblem } {
  return { params: problem }
}

/** @throws TypeError for a value that no form sends: its check is not one of `otherwise` */
export function firstProblem(error: z.ZodError): FieldProblem {
  const [issue] = error.issues
  if (issue?.code !== 'custom' || !issue.params) throw new TypeError('This value is no text of a form')
  return issue.params as FieldProblem
}
