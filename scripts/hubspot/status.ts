import { withTarget } from '#dev/database-target.ts'
import { createNodeClient } from '#app/data/node-client.server.ts'
import { type SyncReport, reportSync } from '#app/services/hubspot-status.server.ts'
import { runScript } from './settings.ts'

// `npm run hubspot:status`: whether the sync runs, what waits, what failed and what to do about it. Exit code 1 when
// somebody has to do something.
await runScript(() =>
  withTarget(async ({ url, label }) => {
    const db = createNodeClient(url)
    try {
      const report = await reportSync(db)
      console.log([label, ...linesOf(report)].join('\n'))
      return report.state === 'running' && report.queue.dead === 0
    } finally {
      await db.$disconnect()
    }
  }),
)

function linesOf({ pause, queue, callsInTenSeconds, failures }: SyncReport): string[] {
  const until = pause?.until ? `until ${pause.until.toISOString()}` : 'until a lead gets through'
  const oldest = queue.oldestDueSeconds === null ? '' : `, the oldest for ${queue.oldestDueSeconds} s`
  return [
    pause
      ? `sync: paused since ${pause.since.toISOString()}, ${until}\n      ${pause.explanation}`
      : 'sync: running',
    `leads: ${queue.due} due${oldest}, ${queue.waiting} waiting for another attempt, ${queue.inFlight} being sent`,
    `       ${queue.completed} sent, ${queue.dead} dead, ${queue.cancelled} cancelled`,
    `calls: ${callsInTenSeconds} in the last ten seconds`,
    ...failures.flatMap(({ status, count, explanation, ids }) => [
      `${status === 'dead' ? 'dead' : 'to be tried again'}: ${count} x ${explanation}`,
      `      ${ids.join(' ')}${count > ids.length ? ' ...' : ''}`,
    ]),
  ]
}
