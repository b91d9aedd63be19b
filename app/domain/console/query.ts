import type * as z from 'zod'

export interface Cursor {
  time: Date
  id: string
}

// Of a year that PostgreSQL knows as well.
const CURSOR = /^(2\d{3}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)~([\w-]{1,64})$/

export function encodeCursor({ time, id }: Cursor): string {
  return `${time.toISOString()}~${id}`
}

function decodeCursor(text: string): Cursor | null {
  const [, iso, id] = CURSOR.exec(text) ?? []
  if (iso === undefined || id === undefined) return null
  const time = new Date(iso)
  return Number.isNaN(time.getTime()) ? null : { time, id }
}

/** The rules of the address of a page, and what was made of it. */
export type Rules = Readonly<Record<string, z.ZodType>>
type Read<R extends Rules> = { [Name in keyof R]?: z.output<R[Name]> }

export interface ReadQuery<R extends Rules> {
  values: Read<R>
  before: Cursor | null
  /** one sentence each; nothing that was given is repeated but the words of a campaign */
  errors: string[]
}

/** Names that every page knows beside its own. */
const COMMON = ['before', 'done']
const LONGEST = 100

/** Reads the address of a page. What it does not know is an error: a filter that is passed over would make a figure lie. */
export function readQuery<R extends Rules>(params: URLSearchParams, rules: R): ReadQuery<R> {
  const values: Record<string, unknown> = {}
  const errors: string[] = []
  let before: Cursor | null = null
  for (const name of new Set(params.keys())) {
    const given = params.getAll(name).filter((value) => value !== '')
    const [text] = given
    if (text === undefined) continue
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (given.length > 1) errors.push(`The address names ${rule ? `“${name}”` : 'something'} more than once.`)
    else if (name === 'before') {
      before = decodeCursor(text)
      if (!before) errors.push('The place in the list cannot be read: begin at its first page.')
    } else if (COMMON.includes(name)) continue
    else if (!rule) errors.push('The address has a filter that this page does not know.')
    else {
      const read = rule.safeParse(text.slice(0, LONGEST + 1))
      if (read.success) values[name] = read.data
      else errors.push(`“${name}” ${read.error.issues[0]?.message ?? 'cannot be read'}.`)
    }
  }
  return { values: values as Read<R>, before, errors: [...new Set(errors)] }
}
