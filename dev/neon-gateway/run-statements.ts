import type pg from 'pg'
import type { SqlRequest, Statement } from './sql-request.ts'

/** One statement's result in Neon's wire format: every value as PostgreSQL's text, or null. */
interface StatementResult {
  fields: pg.FieldDef[]
  rows: unknown[]
  command: string | null
  rowCount: number | null
  rowAsArray: boolean
}

/** The driver knows the types and parses the text itself. */
const TEXT_ONLY: pg.CustomTypesConfig = { getTypeParser: () => (value: string) => value }

/** Runs a single statement, or a batch in one transaction that is rolled back when a statement fails. */
export async function runStatements(
  client: pg.ClientBase,
  request: SqlRequest,
): Promise<StatementResult | { results: StatementResult[] }> {
  const { begin, statements } = request
  const results: StatementResult[] = []
  if (begin === undefined) {
    for (const statement of statements) results.push(await runStatement(client, statement, request.arrayMode))
    return results[0]!
  }
  await client.query(begin)
  try {
    for (const statement of statements) results.push(await runStatement(client, statement, request.arrayMode))
    await client.query('COMMIT')
  } catch (error) {
    // When this fails too, the connection is lost and so is the transaction.
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
  return { results }
}

async function runStatement(
  client: pg.ClientBase,
  statement: Statement,
  arrayModeByDefault: boolean,
): Promise<StatementResult> {
  const rowAsArray = statement.arrayMode ?? arrayModeByDefault
  const result = await client.query<unknown[]>({
    text: statement.query,
    values: statement.params,
    rowMode: 'array',
    types: TEXT_ONLY,
    // Like Neon: several statements in one string are refused.
    queryMode: 'extended',
  } as pg.QueryArrayConfig)
  return {
    fields: result.fields.map((field) => ({ ...field, format: 'text' })),
    rows: rowAsArray ? result.rows : result.rows.map((row) => asObject(row, result.fields)),
    command: result.command,
    rowCount: result.rowCount,
    rowAsArray,
  }
}

function asObject(row: unknown[], fields: pg.FieldDef[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field, index) => [field.name, row[index]]))
}
