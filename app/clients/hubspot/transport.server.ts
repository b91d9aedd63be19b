import type * as z from 'zod'
import { answerShape } from '#app/domain/answer-shape.ts'
import type { SyncErrorKind } from '#app/domain/crm/failure.ts'
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
  UnknownAnswerError,
  type CrmError,
} from '#app/domain/crm/errors.ts'
import { type ErrorBody, isHubspotError, parseErrorBody, toSyncError } from './wire.server.ts'

/** The date-based version of every path. Released each March and September, supported for 18 months. */
export const HUBSPOT_API_VERSION = '2026-09'

const TOKEN = /^[\x21-\x7e]+$/

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

/** Returns the answer's body, parsed; a 204 parses as undefined. Throws a {@link CrmError} subclass. */
export function createTransport({ token, baseUrl, timeoutMs = TIMEOUTS.crmCallMs }: HubspotSettings): Send {
  const root = baseUrl.replace(/\/+$/, '')
  return async (method, path, schema, body) => {
    if (!TOKEN.test(token)) throw new AuthenticationError({ kind: 'authentication' })
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
    const json = parseJson(text)
    if (!response.ok) throw toCrmError(response, text, json)
    const parsed = schema.safeParse(json)
    if (parsed.success && !isHubspotError(json)) return parsed.data
    const { status } = response
    throw new TransientError({ kind: 'unreadable_answer', status, answer: answerShape(text, json) })
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

function toCrmError({ status, headers }: Response, text: string, json: unknown): CrmError {
  const body = parseErrorBody(json)
  const correlationId = body.correlationId ?? headers.get('x-hubspot-correlation-id') ?? undefined
  const facts = toSyncError({ ...body, correlationId }, { status, text, json })
  if (status === 404 && isOwnAnswer(body)) return new NotFoundError(facts)
  const ErrorOfKind = ERROR_CLASSES[facts.kind] ?? RefusedError
  // What is on the way knows nothing of how long HubSpot wants to be left alone.
  return new ErrorOfKind(facts, isHubspotError(json) ? retryAfterSeconds(headers) : undefined)
}

const ERROR_CLASSES: Partial<
  Record<SyncErrorKind, new (...args: [...ConstructorParameters<typeof BurstLimitError>]) => CrmError>
> = {
  authentication: AuthenticationError,
  scope: ScopeError,
  burst_limit: BurstLimitError,
  daily_limit: DailyLimitError,
  locked: LockedError,
  migrating: MigratingError,
  server_error: TransientError,
  unroutable: TransientError,
  unexpected_status: UnknownAnswerError,
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
