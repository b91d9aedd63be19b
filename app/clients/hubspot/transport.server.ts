import type * as z from 'zod'
import { TIMEOUTS } from '#app/domain/limits.ts'
import { USER_AGENT } from '#app/platform/user-agent.ts'
import {
  AuthenticationError,
  BurstLimitError,
  DailyLimitError,
  LockedError,
  MigratingError,
  NotFoundError,
  RefusedError,
  ScopeError,
  TransientError,
  UnknownHubspotError,
  type HubspotError,
} from './errors.server.ts'
import { type ErrorBody, parseErrorBody, toSyncError } from './wire.server.ts'

/** The date-based version of every path. Released each March and September, supported for 18 months. */
export const HUBSPOT_API_VERSION = '2026-09'

// Not registered: HubSpot's own for "migrating to another data centre".
const MIGRATING_STATUS = 477

export interface HubspotSettings {
  token: string
  baseUrl: string
  timeoutMs?: number
}

export type Send = <T>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  schema: z.ZodType<T>,
  body?: object,
) => Promise<T>

/** Returns the answer's body, parsed; a 204 parses as undefined. Throws a {@link HubspotError} subclass. */
export function createTransport({
  token,
  baseUrl,
  timeoutMs = TIMEOUTS.hubspotCallMs,
}: HubspotSettings): Send {
  const root = baseUrl.replace(/\/+$/, '')
  return async (method, path, schema, body) => {
    const { response, text } = await exchange(`${root}${path}`, {
      method,
      // A redirect would take the body with its personal data to another place.
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'user-agent': USER_AGENT,
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!response.ok) throw toHubspotError(response, parseJson(text))
    const parsed = schema.safeParse(parseJson(text))
    if (!parsed.success) throw new TransientError({ kind: 'unreadable_answer', status: response.status })
    return parsed.data
  }
}

async function exchange(url: string, init: RequestInit): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(url, init)
    // Read here in any case: on Workers an unread body holds one of the six connections.
    return { response, text: await response.text() }
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError'
    throw new TransientError({ kind: timedOut ? 'timeout' : 'network' })
  }
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

function toHubspotError({ status, headers }: Response, json: unknown): HubspotError {
  const body = parseErrorBody(json)
  const correlationId = body.correlationId ?? headers.get('x-hubspot-correlation-id') ?? undefined
  const facts = toSyncError({ ...body, correlationId }, status)
  switch (status) {
    case 400:
    case 409:
    case 413:
    case 414:
      return new RefusedError(facts)
    case 401:
      return new AuthenticationError({ ...facts, kind: 'authentication' })
    case 403:
      return new ScopeError({ ...facts, kind: 'scope' })
    case 404:
      return isOwnAnswer(body)
        ? new NotFoundError({ ...facts, kind: 'unexpected_status' })
        : new UnknownHubspotError({ ...facts, kind: 'unexpected_status' })
    case 423:
      return new LockedError({ ...facts, kind: 'locked' })
    case 429:
      return body.policyName === 'DAILY'
        ? new DailyLimitError({ ...facts, kind: 'daily_limit', policy: body.policyName })
        : new BurstLimitError(
            { ...facts, kind: 'burst_limit', policy: body.policyName },
            retryAfterSeconds(headers),
          )
    case MIGRATING_STATUS:
      return new MigratingError({ ...facts, kind: 'migrating' }, retryAfterSeconds(headers))
    default:
      return status >= 500
        ? new TransientError({ ...facts, kind: 'server_error' })
        : new UnknownHubspotError({ ...facts, kind: 'unexpected_status' })
  }
}

/** A 404 of HubSpot's own about a record, and not of something between that does not know the path. */
function isOwnAnswer({ category, message }: ErrorBody): boolean {
  return category === 'OBJECT_NOT_FOUND' || message === 'resource not found'
}

/** Retry-After in its date form counts as absent. */
function retryAfterSeconds(headers: Headers): number | undefined {
  const value = headers.get('retry-after')
  return value !== null && /^\d{1,6}(\.\d+)?$/.test(value.trim()) ? Number(value) : undefined
}
