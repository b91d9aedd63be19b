import pg from 'pg'

/** An answer other than 200 that the gateway itself gives. */
export class GatewayError extends Error {
  override name = 'GatewayError'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/**
 * The answer to a failed request as Neon's proxy gives it (sql_over_http.rs of neondatabase/neon): 400 with every field
 * that PostgreSQL sent, absent ones null; 400 as well for a connection lost during a statement.
 */
export function errorAnswer(error: unknown): { status: number; body: Record<string, string | null> } {
  const fields = error instanceof pg.DatabaseError ? error : undefined
  return {
    status: error instanceof GatewayError ? error.status : 400,
    body: {
      message: error instanceof Error ? error.message : String(error),
      code: fields?.code ?? null,
      detail: fields?.detail ?? null,
      hint: fields?.hint ?? null,
      position: fields?.position ?? null,
      internalPosition: fields?.internalPosition ?? null,
      internalQuery: fields?.internalQuery ?? null,
      severity: fields?.severity ?? null,
      where: fields?.where ?? null,
      table: fields?.table ?? null,
      column: fields?.column ?? null,
      schema: fields?.schema ?? null,
      dataType: fields?.dataType ?? null,
      constraint: fields?.constraint ?? null,
      file: fields?.file ?? null,
      line: fields?.line ?? null,
      routine: fields?.routine ?? null,
    },
  }
}
