import * as z from 'zod'

// A bar separates the parts of a stored recommendation, so no text may hold one; see recommendations.ts.
export const text = (minimum: number, maximum: number) =>
  z
    .string({ error: 'is missing: write a text there' })
    .min(minimum, `must have at least ${minimum} characters`)
    .max(maximum, `must have at most ${maximum} characters`)
    .refine((value) => value === value.trim(), 'must not begin or end with a space')
    .refine((value) => !/[\p{Cc}\u2028\u2029|]/u.test(value), 'must be one line without “|”')

export interface Problem {
  /** of keys and places in lists, from the content's top: where it stands in its file */
  path: readonly PropertyKey[]
  /** one line: its place in words, the value, the rule and with it the way out */
  text: string
}

export function shapeProblems(content: unknown, { issues }: z.ZodError): Problem[] {
  return issues.map((issue) => ({
    path: issue.path,
    text: `${place(content, issue.path)}: ${wayOut(issue)}`,
  }))
}

function wayOut(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_key') return issue.issues[0]!.message
  if (issue.code !== 'unrecognized_keys') return issue.message
  return `knows no ${issue.keys.join(' and no ')}: take it out, or write it as docs/content.md does`
}

/** Says ids in place of indexes where the content has them. */
export function place(content: unknown, path: readonly PropertyKey[]): string {
  let value: unknown = content
  const words = path.map((key) => {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
    const id: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'id') : undefined
    return typeof key === 'number' && typeof id === 'string' ? id : String(key)
  })
  return words.join(' > ') || 'the content'
}
