import type { QueueCounts } from '#app/data/queue-status.server.ts'

/** A queue's numbers as lines. @param what e.g. `leads` */
export function queueLines(what: string, queue: QueueCounts): string[] {
  const { oldestOpenSeconds } = queue
  const oldest = oldestOpenSeconds === null ? '' : `, the oldest asked for ${oldestOpenSeconds} s ago`
  const skipped = queue.skipped === 0 ? '' : `, ${queue.skipped} skipped`
  return [
    `${what}: ${queue.due} due, ${queue.waiting} waiting for their time, ${queue.inFlight} being sent${oldest}`,
    ...(queue.awaiting > 0 ? [`${what}: ${queue.awaiting} until their address is confirmed`] : []),
    `${' '.repeat(what.length + 2)}${queue.completed} sent, ${queue.dead} dead, ${queue.cancelled} cancelled${skipped}`,
  ]
}

interface ExplainedGroup {
  status: 'pending' | 'dead' | 'skipped'
  count: number
  oldestSeconds: number
  ids: readonly string[]
  explanation: string
}

const IDS_SHOWN = 5

/** What failed, by what there is to do about it, with some of the rows' ids. */
export function failureLines(failures: readonly ExplainedGroup[]): string[] {
  return mergeGroups(failures).flatMap(({ status, count, oldestSeconds, explanation, ids }) => [
    `${status === 'pending' ? 'to be tried again' : status}: ${count} x ${explanation}`,
    `      ${ids.join(' ')}${count > ids.length ? ' ...' : ''} (the oldest asked for ${oldestSeconds} s ago)`,
  ])
}

/** Several causes may have one explanation. */
function mergeGroups(groups: readonly ExplainedGroup[]): ExplainedGroup[] {
  const merged = new Map<string, ExplainedGroup>()
  for (const group of groups) {
    const key = `${group.status} ${group.explanation}`
    const known = merged.get(key)
    if (!known) merged.set(key, group)
    else
      merged.set(key, {
        ...known,
        count: known.count + group.count,
        oldestSeconds: Math.max(known.oldestSeconds, group.oldestSeconds),
        ids: [...known.ids, ...group.ids].slice(0, IDS_SHOWN),
      })
  }
  return [...merged.values()]
}
