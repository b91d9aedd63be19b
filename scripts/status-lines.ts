import type { QueueCounts } from '#app/data/queue-status.server.ts'

/** A queue's numbers as lines. @param what e.g. `leads` */
export function queueLines(what: string, queue: QueueCounts): string[] {
  const open = queue.oldestOpenSeconds
  const skipped = queue.skipped === 0 ? '' : `, ${queue.skipped} skipped`
  return [
    `${what}: ${queue.due} due, ${queue.waiting} waiting for another attempt, ${queue.inFlight} being sent`,
    ...(open === null
      ? []
      : [`${' '.repeat(what.length + 2)}the oldest of them was asked for ${open} s ago`]),
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
