import {
  type Answer,
  type Send,
  createCrmError,
  exchange,
  readAnswered,
  retryAfterSeconds,
} from '#app/clients/crm/exchange.server.ts'
import { AuthenticationError, type CrmError, NotFoundError } from '#app/domain/crm/errors.ts'
import { TIMEOUTS } from '#app/domain/limits.ts'
import { USER_AGENT } from '#app/platform/user-agent.ts'
import { type ErrorBody, isHubspotError, parseErrorBody, toSyncError } from './wire.server.ts'

/** The date-based version of every path. Released each March and September, supported for 18 months. */
export const HUBSPOT_API_VERSION = '2026-09'

const TOKEN = /^[\x21-\x7e]+$/

export interface HubspotSettings {
  token: string
  baseUrl: string
  timeoutMs?: number
}

/** Returns the answer's body, parsed; a 204 parses as undefined. Throws a {@link CrmError} subclass. */
export function createTransport({ token, baseUrl, timeoutMs = TIMEOUTS.crmCallMs }: HubspotSettings): Send {
  const root = baseUrl.replace(/\/+$/, '')
  return async (method, path, schema, body) => {
    if (!TOKEN.test(token)) throw new AuthenticationError({ kind: 'authentication' })
    const answer = await exchange(`${root}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'user-agent': USER_AGENT,
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!answer.response.ok) throw toCrmError(answer)
    return readAnswered(answer, schema, isHubspotError)
  }
}

function toCrmError({ response: { status, headers }, text, json }: Answer): CrmError {
  const body = parseErrorBody(json)
  const correlationId = body.correlationId ?? headers.get('x-hubspot-correlation-id') ?? undefined
  const facts = toSyncError({ ...body, correlationId }, { status, text, json })
  if (status === 404 && isOwnAnswer(body)) return new NotFoundError(facts)
  // What is on the way knows nothing of how long HubSpot wants to be left alone.
  return createCrmError(facts, isHubspotError(json) ? retryAfterSeconds(headers) : undefined)
}

/** A 404 of HubSpot's own about a record, and not of something between that does not know the path. */
function isOwnAnswer({ category, message }: ErrorBody): boolean {
  return category === 'OBJECT_NOT_FOUND' || message === 'resource not found'
}
