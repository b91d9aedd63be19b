import {
  type WebhookReport,
  type WebhookSelection,
  dismissWebhooks,
  isWebhookType,
  queueTestEvents,
  redeliver,
  reportWebhooks,
} from '#app/services/webhook/report.server.ts'
import { counted } from '#scripts/counted.ts'
import { DATABASE_SETTINGS, withDatabase } from '#scripts/database.ts'
import { UsageError, runScript } from '#scripts/run-script.ts'

await runScript({
  name: 'ops:webhooks',
  does:
    'shows the receivers of webhooks and the last events; with --redeliver sends events again under their former ids, with ' +
    '--dismiss gives them up, and with --test sends each receiver a test: the next cron run does it. Shows no address and ' +
    'nothing of what was sent. Safe to repeat.',
  usage: [
    '[-- --id ID --type TYPE --receiver RECEIVER --cause KIND]',
    '-- --redeliver [--id ID ...] [--type TYPE] [--receiver RECEIVER] [--cause KIND]',
    '-- --dismiss [--id ID ...] [--type TYPE] [--receiver RECEIVER] [--cause KIND]',
    '-- --test [--receiver RECEIVER]',
  ],
  options: {
    redeliver: {
      type: 'boolean',
      does: 'send all that match again; those that were given up, unless --id names some',
    },
    dismiss: {
      type: 'boolean',
      does: 'give all that match up for good; those that were given up, unless --id names some',
    },
    test: { type: 'boolean', does: 'send a test' },
    id: { type: 'string', multiple: true, value: 'ID', does: 'of an event, a delivery or an assessment' },
    type: { type: 'string', value: 'TYPE', does: 'e.g. lead.qualified' },
    receiver: { type: 'string', value: 'RECEIVER', does: 'as the list names it' },
    cause: { type: 'string', value: 'KIND', does: 'the first word of the stored error' },
  },
  settings: DATABASE_SETTINGS,
  exits: {
    0: 'nothing to do, or done',
    1: 'a receiver is paused, an event was given up, or nothing matched what was to be done; or it failed',
  },
  run: async (values) => {
    const selection = readSelection(values)
    const actions = [values.redeliver, values.dismiss, values.test].filter(Boolean).length
    if (actions > 1) throw new UsageError('one of --redeliver, --dismiss and --test')
    return withDatabase(async ({ db, label }) => {
      if (values.test) return say(label, await queueTestEvents(db, values.receiver ?? null), 'tests are due')
      if (values.redeliver) return say(label, await redeliver(db, selection), 'due again')
      if (values.dismiss) return say(label, await dismissWebhooks(db, selection), 'dismissed')
      const report = await reportWebhooks(db, selection)
      console.log([label, ...receiverLines(report), ...eventLines(report)].join('\n'))
      return !report.needsSomebody
    })
  },
})

function say(label: string, count: number, what: string): boolean {
  console.log(`${label}: ${count === 0 ? 'nothing there that matches' : `${count} ${what}`}`)
  return count > 0
}

function readSelection(values: {
  id?: readonly string[] | undefined
  type?: string | undefined
  receiver?: string | undefined
  cause?: string | undefined
}): WebhookSelection {
  const { id, type, receiver, cause } = values
  if (type !== undefined && !isWebhookType(type)) throw new UsageError('there is no such type of event')
  return {
    ...(id && { ids: id }),
    ...(type !== undefined && isWebhookType(type) && { type }),
    ...(receiver !== undefined && { receiver }),
    ...(cause !== undefined && { cause }),
  }
}

function receiverLines({ receivers }: WebhookReport): string[] {
  if (receivers.length === 0) return ['no receiver: WEBHOOK_URL is not set, or the Worker has not run since']
  return receivers.flatMap(({ receiver, retired, waiting, dead, delivered, pausedSince, explanation }) => [
    `${receiver}${retired ? ' (no longer in WEBHOOK_URL)' : ''}: ${waiting} waiting, ${delivered} delivered, ${dead} given up`,
    ...(pausedSince ? [`      paused since ${pausedSince.toISOString()}: ${explanation}`] : []),
  ])
}

function eventLines({ events }: WebhookReport): string[] {
  return events.flatMap(({ createdAt, type, status, receiver, eventId, attempts, explanation }) => [
    `${createdAt.toISOString()}  ${type}  ${status}  ${receiver}  ${eventId}  ${counted(attempts.length, 'attempt')}`,
    ...(status === 'completed' || explanation === null ? [] : [`      ${explanation}`]),
  ])
}
