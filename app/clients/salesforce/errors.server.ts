import {
  AuthenticationError,
  BurstLimitError,
  type CrmError,
  DailyLimitError,
  LockedError,
  NotFoundError,
  RefusedError,
  ScopeError,
  TransientError,
  UnknownAnswerError,
} from '#app/domain/crm/errors.ts'
import type { SyncError, SyncErrorKind } from '#app/domain/crm/failure.ts'
import { saysGone } from '#app/domain/crm/salesforce-answer-kind.ts'
import { readAnswer, toSyncError } from './wire.server.ts'

/** The error of a request, or of a part of a composite one, which has no headers of its own. */
export function toError(
  status: number,
  headers: Headers | null,
  { text, json, isLogin = false }: { text: string; json: unknown; isLogin?: boolean },
): CrmError {
  const answer = readAnswer(json, { status, isLogin })
  const error = toSyncError(answer, { text, json })
  if (saysGone(answer)) return new NotFoundError(error)
  return errorOf(error, answer.isOwn ? retryAfterSeconds(headers) : undefined)
}

export function errorOf(error: SyncError, retryAfter?: number): CrmError {
  return new (ERROR_CLASSES[error.kind] ?? RefusedError)(error, retryAfter)
}

const ERROR_CLASSES: Partial<
  Record<SyncErrorKind, new (...args: [...ConstructorParameters<typeof BurstLimitError>]) => CrmError>
> = {
  authentication: AuthenticationError,
  scope: ScopeError,
  burst_limit: BurstLimitError,
  daily_limit: DailyLimitError,
  locked: LockedError,
  server_error: TransientError,
  unexpected_status: UnknownAnswerError,
}

function retryAfterSeconds(headers: Headers | null): number | undefined {
  const value = headers?.get('retry-after')?.trim() ?? ''
  return /^\d{1,6}$/.test(value) ? Number(value) : undefined
}
