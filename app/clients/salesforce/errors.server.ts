import { createCrmError, retryAfterSeconds } from '#app/clients/crm/exchange.server.ts'
import { type CrmError, NotFoundError } from '#app/domain/crm/errors.ts'
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
  return createCrmError(error, answer.isOwn ? retryAfterSeconds(headers) : undefined)
}
