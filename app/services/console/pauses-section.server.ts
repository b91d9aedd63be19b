import type { Pause } from '#app/data/pauses.server.ts'
import { actLink } from '#app/domain/console/act.ts'
import type { Section } from '#app/domain/console/page-view.ts'
import { BY_OPERATOR, type OPERATIONS } from '#app/domain/pause.ts'

/** Each operation, whether it runs, and the way to pause or resume it. */
export function pausesSection(
  operations: readonly (typeof OPERATIONS)[number][],
  pauses: readonly Pause[],
  explain: (pause: Pause) => string,
): Section {
  return {
    id: 'pauses',
    title: 'Operations',
    text: 'What needs a paused operation waits and costs no attempt. One that a failure has paused ends by itself as soon as it works again.',
    table: {
      caption: 'Operations and their pauses',
      columns: [
        { id: 'operation', label: 'Operation', kind: 'code' },
        { id: 'state', label: 'State', kind: 'state' },
        { id: 'since', label: 'Since', kind: 'time' },
        { id: 'next', label: 'Tried again', kind: 'time' },
        { id: 'explanation', label: 'Why, and what to do' },
      ],
      rows: operations.map((operation) => {
        const pause = pauses.find((candidate) => candidate.operation === operation)
        const byHand = pause?.reason === BY_OPERATOR
        return {
          cells: {
            operation,
            state: pause ? 'paused' : 'runs',
            since: pause?.since.toISOString() ?? null,
            next: pause && !byHand ? pause.nextProbeAt.toISOString() : null,
            explanation: pause ? explain(pause) : null,
          },
          tone: pause ? 'wait' : 'good',
          acts: [
            ...(pause ? [actLink(byHand ? 'Resume' : 'Try now', { act: 'resume', operation })] : []),
            ...(byHand ? [] : [actLink('Pause', { act: 'pause', operation })]),
          ],
        }
      }),
      empty: 'There is no operation.',
    },
  }
}
