import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { GatewayError } from './gateway-error.ts'
import type { GatewayParts } from './sql-over-http.ts'
import { parseJson, readBody } from './sql-request.ts'

/** Answers `GET /stats` and `POST /faults`, for programs other than the one that runs the gateway. */
export async function answerControl(
  request: IncomingMessage,
  response: ServerResponse,
  { faults, statistics }: GatewayParts,
): Promise<void> {
  const path = request.url?.split('?')[0]
  try {
    if (request.method === 'GET' && path === '/stats') {
      return answerJson(response, 200, { ...statistics.snapshot(), faults: faults.remaining() })
    }
    if (request.method === 'POST' && path === '/faults') {
      faults.set(parseJson(await readBody(request)) as object)
      return answerJson(response, 200, faults.remaining())
    }
    throw new GatewayError(
      404,
      'the Neon gateway knows POST /sql, GET /stats, POST /faults and WebSocket upgrades',
    )
  } catch (error) {
    if (error instanceof z.ZodError) answerJson(response, 400, { message: z.prettifyError(error) })
    else if (error instanceof GatewayError) answerJson(response, error.status, { message: error.message })
    else throw error
  }
}

function answerJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
