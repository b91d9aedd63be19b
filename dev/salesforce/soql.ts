import type { Row } from './types.ts'

/** A query that Salesforce would refuse, by its own code. */
export class QueryRefused extends Error {
  constructor(
    readonly code: 'MALFORMED_QUERY' | 'INVALID_FIELD' | 'INVALID_TYPE' | 'INVALID_QUERY_FILTER_OPERATOR',
    message: string,
  ) {
    super(message)
  }
}

export interface Query {
  fields: string[]
  object: string
  /** any of its alternatives, of which all conditions hold */
  where: Condition[][]
  order: { field: string; descending: boolean }[]
}

export type Condition = { field: string; values: (string | boolean)[] }

const SHAPE =
  /^SELECT (?<fields>[\w,]+) FROM (?<object>\w+)(?: WHERE (?<where>.+?))?(?: ORDER BY (?<order>[\w, ]+))?$/s
const TOKEN = /'(?:[^'\\]|\\.)*'|[\w]+|[(),=]/g

/** The part of SOQL that an integration needs: IN, =, AND, OR, parentheses around one of them, ORDER BY. */
export function parseSoql(soql: string): Query {
  const { fields, object, where, order } = SHAPE.exec(soql)?.groups ?? {}
  if (fields === undefined || object === undefined) throw malformed('unexpected token')
  return {
    fields: fields.split(','),
    object,
    where: where === undefined ? [] : new Parser(where).parse(),
    order: (order ?? '')
      .split(',')
      .filter(Boolean)
      .map((part) => {
        const [field = '', direction] = part.trim().split(' ')
        return { field, descending: direction === 'DESC' }
      }),
  }
}

class Parser {
  readonly #tokens: string[]

  constructor(text: string) {
    this.#tokens = text.match(TOKEN) ?? []
    if (this.#tokens.join('').length !== unquoted(text)) throw malformed('unexpected sign')
  }

  parse(): Condition[][] {
    const where = this.#either()
    if (this.#tokens.length > 0) throw malformed(`unexpected token: ${this.#tokens[0]}`)
    return where
  }

  #either(): Condition[][] {
    const all = this.#all()
    return this.#take('OR') ? [...all, ...this.#either()] : all
  }

  #all(): Condition[][] {
    const first = this.#one()
    if (!this.#take('AND')) return first
    const rest = this.#all()
    return first.flatMap((one) => rest.map((other) => [...one, ...other]))
  }

  #one(): Condition[][] {
    if (this.#take('(')) {
      const inner = this.#either()
      this.#expect(')')
      return inner
    }
    const field = this.#next()
    if (this.#take('=')) return [[{ field, values: [this.#value()] }]]
    this.#expect('IN')
    this.#expect('(')
    const values = [this.#value()]
    while (this.#take(',')) values.push(this.#value())
    this.#expect(')')
    return [[{ field, values }]]
  }

  #value(): string | boolean {
    const token = this.#next()
    if (token === 'true' || token === 'false') return token === 'true'
    if (!token.startsWith("'")) throw malformed(`unexpected token: ${token}`)
    return token.slice(1, -1).replace(/\\(.)/g, '$1')
  }

  #next(): string {
    const token = this.#tokens.shift()
    if (token === undefined) throw malformed('unexpected end')
    return token
  }

  #take(wanted: string): boolean {
    if (this.#tokens[0] !== wanted) return false
    this.#tokens.shift()
    return true
  }

  #expect(wanted: string): void {
    if (!this.#take(wanted)) throw malformed(`expecting ${wanted}`)
  }
}

/** How many signs there are outside of what separates tokens. */
const unquoted = (text: string) => (text.match(/'(?:[^'\\]|\\.)*'|\S/g) ?? []).join('').length

const malformed = (message: string) => new QueryRefused('MALFORMED_QUERY', message)

/** Texts are compared whatever their case, as Salesforce does. */
export function matches(row: Row, where: readonly Condition[][]): boolean {
  if (where.length === 0) return true
  return where.some((all) =>
    all.every(({ field, values }) => values.some((value) => comparable(value) === comparable(row[field]))),
  )
}

const comparable = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value)
