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
 * @returns what is said of these, and of no other
 * @throws where the answer leaves one out: nobody has looked
 */
export function answeredOf<Result>(
  asked: readonly string[],
  { results, errors = [] }: { results: readonly Result[]; errors?: readonly ErrorBody[] | undefined },
  idOf: (result: Result) => string,
): Result[] {
  requireAllRead(errors)
  const absent = errors.flatMap(({ context }) => context?.fromObjectId ?? context?.ids ?? [])
  const answered = new Set([...results.map(idOf), ...absent])
  if (!asked.every((id) => answered.has(id))) throw createCrmError({ kind: 'no_result' })
  return results.filter((result) => asked.includes(idOf(result)))
}
