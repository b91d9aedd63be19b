import {
  type ExplainedLead,
  type ExplainedPause,
  type SyncReport,
  readLeadStates,
  reportSync,
} from '#app/services/hubspot/status.server.ts'
import { parseOptions, runScript, withDatabase } from '#scripts/run-script.ts'
import { failureLines, queueLines } from '#scripts/status-lines.ts'

const USAGE = 'Usage: npm run hubspot:status [-- --id <queue row or assessment> [--id ...]]'

// `npm run hubspot:status`: whether the sync runs, what waits, what failed and what to do about it. Exit code 1 when
// somebody has to do something. With `-- --id <queue row or assessment>`: the same for single leads.
await runScript(async () => {
  const options = { id: { type: 'string', multiple: true } } as const
  const { id: ids = [] } = parseOptions(process.argv.slice(2), options, USAGE)
  return withDatabase(async ({ db, label }) => {
    if (ids.length > 0) {
      const leads = await readLeadStates(db, ids)
      console.log([label, ...(leads.length > 0 ? leads.flatMap(linesOfLead) : ['no such lead'])].join('\n'))
      return leads.length > 0 && leads.every(({ state }) => state !== 'dead')
    }
    const report = await reportSync(db)
    console.log([label, ...linesOf(report)].join('\n'))
    const waits = report.failures.some(({ status, repairable }) => status === 'dead' && repairable)
    return report.state === 'running' && !waits
  })
})

function linesOf({ pauses, queue, callsInTenSeconds, failures }: SyncReport): string[] {
  return [
    ...(pauses.length === 0 ? ['sync: running'] : pauses.flatMap(linesOfPause)),
    ...queueLines('leads', queue),
    `calls: ${callsInTenSeconds} in the last ten seconds`,
    ...failureLines(failures),
  ]
}

function linesOfPause({ operations, since, nextProbeAt, explanation }: ExplainedPause): string[] {
  const next = nextProbeAt === null ? 'with the next run' : nextProbeAt.toISOString()
  return [
    `sync: ${operations.join(', ')} paused since ${since.toISOString()}, tried again ${next}`,
    `      ${explanation}`,
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
