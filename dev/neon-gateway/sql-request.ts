import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { z } from 'zod'
import { GatewayError } from './gateway-error.ts'

/** Neon's default cap on a request and on an answer. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024

const ISOLATION_LEVELS: Record<string, string> = {
  ReadUncommitted: 'READ UNCOMMITTED',
  ReadCommitted: 'READ COMMITTED',
  RepeatableRead: 'REPEATABLE READ',
  Serializable: 'SERIALIZABLE',
}
const BATCH_HEADERS = ['neon-batch-isolation-level', 'neon-batch-read-only', 'neon-batch-deferrable']

const statementSchema = z.object({
  query: z.string(),
  params: z.array(z.unknown()).default([]),
  arrayMode: z.boolean().optional(),
})
const payloadSchema = z.union([z.object({ queries: z.array(statementSchema) }), statementSchema])

export type Statement = z.output<typeof statementSchema>

export interface SqlRequest {
  connectionString: string
  statements: Statement[]
  /** The statement that opens a batch's transaction; absent for a single statement. */
  begin?: string
  arrayMode: boolean
  /** Headers of a batch that the answer repeats. */
  echo: Record<string, string>
}

/**
 * Reads the body of `POST /sql`, whatever content type it claims: the driver sends JSON as text/plain.
 * @throws GatewayError 400 for what Neon would refuse, 413 past the size limit
 */
export async function readSqlRequest(request: IncomingMessage): Promise<SqlRequest> {
  const connectionString = request.headers['neon-connection-string']
  if (typeof connectionString !== 'string') {
    throw new GatewayError(
      400,
      'missing header Neon-Connection-String: postgresql://user:password@host/database',
    )
  }
  const begin = beginStatement(request.headers)
  const payload = payloadSchema.safeParse(parseJson(await readBody(request)))
  if (!payload.success) {
    throw new GatewayError(400, 'body must be {"query", "params"} or {"queries": [{"query", "params"}, ...]}')
  }
  const batch = 'queries' in payload.data
  return {
    connectionString,
    statements: 'queries' in payload.data ? payload.data.queries : [payload.data],
    begin: batch ? begin : undefined,
    arrayMode: request.headers['neon-array-mode'] === 'true',
    echo: batch ? echoedHeaders(request.headers) : {},
  }
}

/** @throws GatewayError 413 as soon as the body passes the limit */
export async function readBody(request: IncomingMessage): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let length = 0
  // Leaving the loop must not destroy the socket: the refusal goes out on it.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > MAX_BODY_BYTES) {
      request.resume()
      throw new GatewayError(413, `request is too large (max is ${MAX_BODY_BYTES} bytes)`)
    }
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new GatewayError(400, 'body is not JSON')
  }
}

function beginStatement(headers: IncomingHttpHeaders): string {
  const level = headers['neon-batch-isolation-level']
  const isolation = level === undefined ? '' : ISOLATION_LEVELS[String(level)]
  if (isolation === undefined) throw new GatewayError(400, 'invalid isolation level')
  return [
    'BEGIN',
    isolation && `ISOLATION LEVEL ${isolation}`,
    headers['neon-batch-read-only'] === 'true' && 'READ ONLY',
    headers['neon-batch-deferrable'] === 'true' && 'DEFERRABLE',
  ]
    .filter(Boolean)
    .join(' ')
}

function echoedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const set = BATCH_HEADERS.filter((name) => headers[name] !== undefined && headers[name] !== 'false')
  return Object.fromEntries(set.map((name) => [name, String(headers[name])]))
}
