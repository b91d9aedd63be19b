import type * as z from 'zod'
import {
  AuthenticationError,
  BurstLimitError,
  type CrmError,
  DailyLimitError,
  LockedError,
  MigratingError,
  RefusedError,
  ScopeError,
  TransientError,
  UnknownAnswerError,
} from '#app/domain/crm/errors.ts'
import { answerShape } from '#app/domain/answer-shape.ts'
import type { SyncError, SyncErrorKind } from '#app/domain/crm/failure.ts'

/** Returns the answer's body, parsed; a 204 parses as undefined. Throws a {@link CrmError} subclass. */
export type Send = <T>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  schema: z.ZodType<T>,
  body?: object,
) => Promise<T>

export interface Answer {
  response: Response
  text: string
  /** undefined where it is none */
  json: unknown
}

/** @throws TransientError when no answer came, or none whole; `facts` say whose it would have been */
export async function exchange(
  url: string,
  init: RequestInit,
  facts: Pick<SyncError, 'crm'> = {},
): Promise<Answer> {
  try {
    // A redirect would take the body with its personal data, or a secret, to another place.
    const response = await fetch(url, { ...init, redirect: 'manual' })
    // Read here in any case: on Workers an unread body holds one of the six connections.
    const text = await response.text()
    return { response, text, json: parseJson(text) }
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError'
    throw new TransientError({ kind: timedOut ? 'timeout' : 'network', ...facts })
  }
}

/**
 * The answer to a request that was carried out. Without a body it is a 204, or none of the CRM's: something on the way would
 * else count as having deleted.
 * @throws TransientError when the schema does not know it, or `isError` does
 */
export function readAnswered<T>(
  { response: { status }, text, json }: Answer,
  schema: z.ZodType<T>,
  isError: (json: unknown) => boolean,
  facts: Pick<SyncError, 'crm'> = {},
): T {
  const parsed = schema.safeParse(json)
  const isTheirs = json !== undefined || (status === 204 && text === '')
  if (parsed.success && isTheirs && !isError(json)) return parsed.data
  throw new TransientError({ kind: 'unreadable_answer', ...facts, status, answer: answerShape(text, json) })
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

export function createCrmError(error: SyncError, retryAfterSeconds?: number): CrmError {
  return new (ERROR_CLASSES[error.kind] ?? RefusedError)(error, retryAfterSeconds)
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

/** Retry-After in its date form counts as absent. */
export function retryAfterSeconds(headers: Headers | null): number | undefined {
  const value = headers?.get('retry-after')?.trim() ?? ''
  return /^\d{1,6}(\.\d+)?$/.test(value) ? Number(value) : undefined
}
