import type { DeadRow } from '#app/data/console/console-facts.server.ts'
import { COUNTED, type QueueFigures } from '#app/data/console/queue-figures.server.ts'
import type { FailureGroup } from '#app/data/queue-status.server.ts'
import { type ActLink, type Figure, type Section, type Table, capped } from '#app/domain/console/page-view.ts'

export interface QueueWords {
  /** e.g. `leads` */
  many: string
  /** where the rows of a state are listed; null where they are not */
  rowsOf: (state: 'due' | 'unconfirmed' | 'dead' | 'pending') => string | null
  /** past it the oldest open row is late, as on /health */
  lateAfterSeconds: number
}

/** What waits, what is held and why, what was given up, and how it went within a day. */
export function queueFigures(queue: QueueFigures, { many, rowsOf, lateAfterSeconds }: QueueWords): Figure[] {
  const { sentToday, failedToday, oldestOpenSeconds } = queue
  const tried = sentToday + failedToday
  const late = (oldestOpenSeconds ?? 0) > lateAfterSeconds
  const link = (state: Parameters<QueueWords['rowsOf']>[0]) => {
    const href = rowsOf(state)
    return href === null ? {} : { href }
  }
  return [
    {
      id: 'due',
      label: 'Due',
      ...capped(queue.due, COUNTED),
      definition: `Open ${many} whose time has come, and that nothing keeps from being sent with the next run.`,
      ...link('due'),
    },
    {
      id: 'waiting',
      label: 'Waiting',
      ...capped(queue.waiting, COUNTED),
      definition: `Open ${many} that wait for their next attempt, or for a cap.`,
      ...link('pending'),
    },
    {
      id: 'held',
      label: 'Held by a pause',
      ...capped(queue.held, COUNTED),
      definition: `Open ${many} that need an operation which is paused: they go when it ends, and cost no attempt.`,
      ...link('pending'),
      ...(queue.held > 0 && { tone: 'wait' as const }),
    },
    {
      id: 'awaiting',
      label: 'Waiting for confirmation',
      ...capped(queue.awaiting, COUNTED),
      definition: `Open ${many} whose person has not confirmed the address yet, where that is asked for.`,
      ...link('unconfirmed'),
    },
    {
      id: 'inFlight',
      label: 'Being sent',
      ...capped(queue.inFlight, COUNTED),
      definition: `Open ${many} that a run holds at this moment.`,
    },
    {
      id: 'dead',
      label: 'Given up',
      ...capped(queue.dead, COUNTED),
      definition: `${many[0]!.toUpperCase()}${many.slice(1)} that are not tried any more: they need somebody.`,
      ...link('dead'),
      tone: queue.dead > 0 ? 'bad' : 'good',
    },
    {
      id: 'oldestOpen',
      label: 'Oldest open',
      value: oldestOpenSeconds,
      kind: 'duration',
      definition: `How long ago the oldest of the open ${many} was asked for that waits for nobody’s confirmation. /health calls it late after ${lateAfterSeconds / 60} minutes.`,
      tone: late ? 'bad' : 'good',
    },
    {
      id: 'success',
      label: 'Success in 24 hours',
      value: tried === 0 ? null : `${Math.floor((sentToday / tried) * 1000) / 10}%`,
      kind: 'text',
      definition:
        tried === 0
          ? `No ${many} were tried within 24 hours, so that there is no share to tell.`
          : `${sentToday} sent of ${tried} that were tried within 24 hours; the others are still open or given up.`,
    },
  ]
}

export interface Cause extends FailureGroup {
  explanation: string
}

/** Causes with their remedy, and the way to retry all that one has met. @param retry the action for dead rows; null: there is none */
export function causesSection(
  causes: readonly Cause[],
  retry: ((cause: string) => ActLink[]) | null,
  rowsOf: (cause: string) => string | null = () => null,
): Section {
  const table: Table = {
    caption: 'What failed, by cause',
    columns: [
      { id: 'cause', label: 'Cause', kind: 'code' },
      { id: 'state', label: 'State', kind: 'state' },
      { id: 'count', label: 'How many', kind: 'number' },
      { id: 'oldest', label: 'Oldest', kind: 'duration' },
      { id: 'explanation', label: 'What it is, and what to do' },
    ],
    rows: causes.map(({ error, status, count, oldestSeconds, explanation }) => {
      const cause = error.split(' ')[0]!
      return {
        cells: { cause, state: STATE_WORDS[status], count, oldest: oldestSeconds, explanation },
        href: rowsOf(cause) ?? undefined,
        tone: status === 'dead' ? 'bad' : 'wait',
        acts: status === 'dead' && retry ? retry(cause) : [],
      }
    }),
    empty: 'Nothing that is open has failed.',
  }
  return { id: 'causes', title: 'Causes and remedies', table }
}

const STATE_WORDS = { pending: 'tried again', dead: 'given up', skipped: 'not sent' } as const

/** Rows that were given up, one by one. */
export function deadSection(
  rows: readonly DeadRow[],
  options: { explain: (error: string) => string; retry: (id: string) => ActLink[]; empty: string },
): Section {
  return {
    id: 'given-up',
    title: 'Given up, one by one',
    text: `The newest ${DEAD_SHOWN}.`,
    table: {
      caption: 'Rows that were given up',
      columns: [
        { id: 'id', label: 'Lead or row', kind: 'code' },
        { id: 'kind', label: 'What', kind: 'state' },
        { id: 'createdAt', label: 'Asked for', kind: 'time' },
        { id: 'lastAttemptAt', label: 'Last attempt', kind: 'time' },
        { id: 'explanation', label: 'What it is, and what to do' },
      ],
      rows: rows.map(({ id, assessmentId, kind, createdAt, lastAttemptAt, error }) => ({
        cells: {
          id: assessmentId ?? id,
          kind,
          createdAt: createdAt.toISOString(),
          lastAttemptAt: lastAttemptAt?.toISOString() ?? null,
          explanation: error === null ? null : options.explain(error),
        },
        href: assessmentId === null ? undefined : `/ops/leads/${assessmentId}`,
        acts: options.retry(id),
      })),
      empty: options.empty,
    },
  }
}

export const DEAD_SHOWN = 20
