import { createCrmError } from '#app/clients/crm/exchange.server.ts'
import { type ErrorBody, toSyncError } from './wire.server.ts'

/** Of a record that is not there, and of one that has nothing of what was asked for. */
export const saysNone = ({ category }: ErrorBody) => category === 'OBJECT_NOT_FOUND'

/** @throws what else a part of a read has met: who takes it for absent leaves it behind, or makes it twice */
export function requireAllRead(errors: readonly ErrorBody[] = []): void {
  const unread = errors.find((error) => !saysNone(error))
  if (unread) throw createCrmError(toSyncError(unread))
}

/**
 * Of each that was asked about either what it has is said, or that there is nothing.
 * @throws where the answer leaves one out: nobody has looked
 */
export function requireAllAnswered(
  asked: number,
  results: readonly unknown[],
  errors: readonly ErrorBody[] = [],
): void {
  requireAllRead(errors)
  const absent = errors.flatMap(({ context }) => context?.fromObjectId ?? context?.ids ?? [])
  if (results.length + absent.length < asked) throw createCrmError({ kind: 'no_result' })
}
