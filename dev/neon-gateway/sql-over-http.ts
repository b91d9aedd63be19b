import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import pg from 'pg'
import { type Clock, sleep } from './clock.ts'
import type { ConnectionPools } from './connection-pools.ts'
import type { FaultPlan, StatementFaults } from './faults.ts'
import { errorAnswer, GatewayError } from './gateway-error.ts'
import { runStatements } from './run-statements.ts'
import { MAX_BODY_BYTES, readSqlRequest } from './sql-request.ts'
import type { StatisticsCounter } from './statistics.ts'

const utf8 = new TextEncoder()

export interface GatewayParts {
  pools: ConnectionPools
  faults: FaultPlan
  statistics: StatisticsCounter
  clock: Clock
}

/**
 * Answers `POST /sql` as Neon's proxy does. The injected round trip is spent half before and half after the statement,
 * so that a client which gives up early finds the statement run or not as it would over a long line. Unlike Neon's
 * proxy it does not cancel the statement of a client that has gone.
 */
export async function answerSql(
  request: IncomingMessage,
  response: ServerResponse,
  { pools, faults, statistics, clock }: GatewayParts,
): Promise<void> {
  const arrivedAt = clock.now()
  const { latencyMs } = faults
  statistics.count('httpRequests')
  statistics.count('roundTrips')
  response.once('close', statistics.open())

  let fault: StatementFaults = { delayMs: 0 }
  let client: pg.PoolClient | undefined
  let failure: unknown
  try {
    const sql = await readSqlRequest(request)
    statistics.count('statements', sql.statements.length)
    fault = faults.takeForStatement(sql.statements.map((statement) => statement.query).join(';\n'))
    await sleepUntil(clock, arrivedAt + latencyMs / 2 + fault.delayMs)
    if (fault.drop === 'before') return void request.socket.destroy()
    if (fault.answer) return answer(response, fault.answer.status, fault.answer.body)

    const startedAt = clock.now()
    client = await pools.acquire(sql.connectionString)
    const body = utf8.encode(JSON.stringify(await runStatements(client, sql)))
    const ranMs = clock.now() - startedAt + fault.delayMs
    if (fault.drop === 'after') return void request.socket.destroy()
    if (body.length > MAX_BODY_BYTES) {
      throw new GatewayError(507, `response is too large (max is ${MAX_BODY_BYTES} bytes)`)
    }
    await sleepUntil(clock, arrivedAt + latencyMs + ranMs)
    statistics.count('httpBytesSent', body.length)
    answer(response, 200, body, sql.echo)
  } catch (error) {
    failure = error
    if (fault.drop === 'after') return void request.socket.destroy()
    const { status, body } = errorAnswer(error)
    await sleep(clock, latencyMs / 2)
    answer(response, status, JSON.stringify(body))
  } finally {
    if (client) await pools.release(client, { broken: isConnectionLost(failure) })
  }
}

function answer(
  response: ServerResponse,
  status: number,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, {
    'content-type': 'application/json',
    'neon-request-id': randomUUID(),
    ...headers,
  })
  response.end(body)
}

/** PostgreSQL closes the connection itself after an error of these severities. */
function isConnectionLost(failure: unknown): boolean {
  if (failure === undefined || failure instanceof GatewayError) return false
  return (
    !(failure instanceof pg.DatabaseError) || failure.severity === 'FATAL' || failure.severity === 'PANIC'
  )
}

/** Waits for a moment of the clock, so that one timer's lateness does not add to the next one's. */
function sleepUntil(clock: Clock, moment: number): Promise<void> {
  return sleep(clock, moment - clock.now())
}
