import {
  type ExplainedLead,
  type ExplainedPause,
  type SyncReport,
  readLeadStates,
  reportSync,
} from '#app/services/crm/report-sync.server.ts'
import { counted } from '#scripts/counted.ts'
import { DATABASE_SETTINGS, withDatabase } from '#scripts/database.ts'
import { runScript } from '#scripts/run-script.ts'
import { failureLines, queueLines } from '#scripts/status-lines.ts'

// Above the script's own run, which ends before a constant below it is there.
const FOLLOW_UPS = {
  note: 'notes',
  form: 'form submissions',
  contact_owner: 'owners of contacts',
  deal_owner: 'owners of deals',
} as const

await runScript({
  name: 'hubspot:status',
  does:
    'shows whether the sync runs, what waits, what failed, why and what to do about it; with ids, how it stands with ' +
    'single leads. Reads only, and shows no address, name or phone number.',
  usage: ['', '-- --id ID [--id ID ...]'],
  options: {
    id: {
      type: 'string',
      multiple: true,
      value: 'ID',
      does: 'only the lead of this queue row or assessment',
    },
  },
  settings: DATABASE_SETTINGS,
  exits: {
    0: 'nothing to do',
    1:
      'somebody has to do something: the sync is paused, a lead is dead or waits for too long; with ids: one is dead, or ' +
      'there is none; or it failed',
  },
  run: ({ id: ids = [] }) =>
    withDatabase(async ({ db, label }) => {
      if (ids.length > 0) {
        const leads = await readLeadStates(db, ids)
        console.log([label, ...(leads.length > 0 ? leads.flatMap(linesOfLead) : ['no such lead'])].join('\n'))
        return leads.length > 0 && leads.every(({ state }) => state !== 'dead')
      }
      const report = await reportSync(db)
      console.log([label, ...linesOf(report)].join('\n'))
      return !report.needsSomebody
    }),
})

function linesOf({ pauses, queue, followUps, callsInTenSeconds, failures }: SyncReport): string[] {
  return [
    ...(pauses.length === 0 ? ['sync: running'] : pauses.flatMap(linesOfPause)),
    ...queueLines('leads', queue),
    ...followUps.map(
      ({ kind, waiting, done, leftOut }) =>
        `${FOLLOW_UPS[kind]}: ${waiting} waiting, ${done} done, ${leftOut} left out`,
    ),
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
    `${lead.assessmentId}: ${lead.state}, ${counted(lead.attempts, 'attempt')}${next}, ${records.join(', ')}`,
    ...(lead.explanation === null ? [] : [`      ${lead.explanation}`]),
    ...(lead.correlationId === null ? [] : [`      HubSpot's id of the call: ${lead.correlationId}`]),
  ]
}
