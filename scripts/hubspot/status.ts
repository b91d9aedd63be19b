import { parseArgs } from 'node:util'
import { withTarget } from '#dev/database-target.ts'
import { createNodeClient } from '#app/data/node-client.server.ts'
import {
  type ExplainedLead,
  type SyncReport,
  readLeadStates,
  reportSync,
} from '#app/services/hubspot-status.server.ts'
import { runScript } from './settings.ts'

// `npm run hubspot:status`: whether the sync runs, what waits, what failed and what to do about it. Exit code 1 when
// somebody has to do something. With `-- --id <queue row or assessment>`: the same for single leads.
await runScript(async () => {
  const ids = idsOf(process.argv.slice(2))
  if (!ids) {
    console.error('Usage: npm run hubspot:status [-- --id <queue row or assessment> [--id ...]]')
    return false
  }
  return withTarget(async ({ url, label }) => {
    const db = createNodeClient(url)
    try {
      if (ids.length > 0) {
        const leads = await readLeadStates(db, ids)
        console.log([label, ...(leads.length > 0 ? leads.flatMap(linesOfLead) : ['no such lead'])].join('\n'))
        return leads.length > 0 && leads.every(({ state }) => state !== 'dead')
      }
      const report = await reportSync(db)
      console.log([label, ...linesOf(report)].join('\n'))
      return report.state === 'running' && report.queue.dead === 0
    } finally {
      await db.$disconnect()
    }
  })
})

function idsOf(args: string[]): string[] | null {
  try {
    return parseArgs({ args, options: { id: { type: 'string', multiple: true } } }).values.id ?? []
  } catch {
    return null
  }
}

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

function linesOfLead(lead: ExplainedLead): string[] {
  const records = [
    lead.contactId === null ? 'no contact yet' : `contact ${lead.contactId}`,
    ...(lead.dealId === null ? [] : [`deal ${lead.dealId}`]),
  ]
  const next = lead.nextAttemptAt === null ? '' : `, next ${lead.nextAttemptAt.toISOString()}`
  return [
    `${lead.assessmentId}: ${lead.state}, ${lead.attempts} attempts${next}, ${records.join(', ')}`,
    ...(lead.explanation === null ? [] : [`      ${lead.explanation}`]),
    ...(lead.correlationId === null ? [] : [`      HubSpot's id of the call: ${lead.correlationId}`]),
  ]
}
