import type * as z from 'zod'

/** A raw statement answered another number of rows than it can. */
class RowCountError extends Error {
  override readonly name = 'RowCountError'
  constructor(expected: string, actual: number) {
    super(`A statement answered ${actual} rows where ${expected} was expected.`)
  }
}

/**
 * Reads the rows of a raw statement, which Prisma cannot type: this and the two below are the only way in.
 * @throws z.ZodError when a column is not what the schema says
 */
export function many<Row>(rows: unknown, schema: z.ZodType<Row>): Row[] {
  if (!Array.isArray(rows)) throw new TypeError('A raw statement answers an array of rows.')
  return rows.map((row) => schema.parse(row))
}

/** Reads a row that is always there. @throws RowCountError for none or several; z.ZodError as {@link many} */
export function one<Row>(rows: unknown, schema: z.ZodType<Row>): Row {
  const row = maybeOne(rows, schema)
  if (row === null) throw new RowCountError('one', 0)
  return row
}

/** Reads the row of a unique key. @throws RowCountError for several; z.ZodError as {@link many} */
export function maybeOne<Row>(rows: unknown, schema: z.ZodType<Row>): Row | null {
  const read = many(rows, schema)
  if (read.length > 1) throw new RowCountError('one at most', read.length)
  return read[0] ?? null
}
