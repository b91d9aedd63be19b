import type { Settlement } from '#app/data/queue-settle.server.ts'
import type { Log } from '#app/platform/log.server.ts'

/** A line for each row that a request brought about, so that its id leads from the page to what became of it. */
export function logSettled(
  log: Log | undefined,
  event: 'lead' | 'email',
  settlements: readonly Pick<Settlement, 'row' | 'outcome'>[],
): void {
  for (const { row, outcome } of settlements) {
    if (!row.traceId) continue
    const error = 'error' in outcome ? outcome.error : undefined
    log?.info(event, { traceId: row.traceId, id: row.id, result: outcome.result, error })
  }
}
