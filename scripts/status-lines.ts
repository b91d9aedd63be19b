import type { QueueCounts } from '#app/data/queue-status.server.ts'

/** A queue's numbers as lines. @param what e.g. `leads` */
export function queueLines(what: string, queue: QueueCounts): string[] {
  const oldest = queue.oldestDueSeconds === null ? '' : `, the oldest for ${queue.oldestDueSeconds} s`
  const skipped = queue.skipped === 0 ? '' : `, ${queue.skipped} skipped`
  return [
    `${what}: ${queue.due} due${oldest}, ${queue.waiting} waiting for another attempt, ${queue.inFlight} being sent`,
    `${' '.repeat(what.length + 2)}${queue.completed} sent, ${queue.dead} dead, ${queue.cancelled} cancelled${skipped}`,
  ]
}

interface ExplainedGroup {
  status: 'pending' | 'dead' | 'skipped'
  count: number
  ids: readonly string[]
  explanation: string
}

/** What failed, by cause, with some of the rows' ids. */
export function failureLines(failures: readonly ExplainedGroup[]): string[] {
  return failures.flatMap(({ status, count, explanation, ids }) => [
    `${status === 'pending' ? 'to be tried again' : status}: ${count} x ${explanation}`,
    `      ${ids.join(' ')}${count > ids.length ? ' ...' : ''}`,
  ])
}
