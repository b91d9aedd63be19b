import type { ZodType } from 'zod'

/** What a person reads when the schema refuses the value; undefined when it takes it. */
export function messageOf(schema: ZodType<string>, value: unknown): string | undefined {
  return schema.safeParse(value).error?.issues[0]?.message
}
