import { type DeadSelection, dismissDead, retryDead } from '#app/data/hubspot/dead-leads.server.ts'
import { DATABASE_SETTINGS, withDatabase } from '#scripts/database.ts'
import { UsageError, runScript } from '#scripts/run-script.ts'

await runScript({
  name: 'hubspot:retry',
  does:
    'makes dead leads due again, with all their attempts: the next cron run sends them. One that newer details of the ' +
    'same lead have overtaken is cancelled instead. With --dismiss they end for good, and /health no longer tells of ' +
    'them. Safe to repeat.',
  usage: ['-- --all-dead [--dismiss]', '-- --id ID [--id ID ...] [--dismiss]'],
  options: {
    'all-dead': { type: 'boolean', does: 'all dead leads' },
    id: { type: 'string', multiple: true, value: 'ID', does: 'the lead of this queue row or assessment' },
    dismiss: {
      type: 'boolean',
      does: 'give them up: nobody can make HubSpot take them, or sales have them already',
    },
  },
  settings: DATABASE_SETTINGS,
  exits: { 0: 'done', 1: 'none of the leads that were named is dead, or it failed; the last line says why' },
  run: async ({ 'all-dead': all = false, id: ids = [], dismiss = false }) => {
    if (all === ids.length > 0) throw new UsageError('either all dead leads, or some by their ids')
    const selection: DeadSelection = all ? 'all' : { ids }
    return withDatabase(async ({ db, label }) => {
      if (dismiss) {
        const dismissed = await dismissDead(db, selection)
        console.log(`${label}: ${dismissed === 0 ? 'no dead lead there' : `${dismissed} dismissed`}`)
        return all || dismissed > 0
      }
      const { retried, superseded } = await retryDead(db, selection)
      const none = 'no dead lead there that could be sent again'
      const due = `${retried} due again: the next cron run sends them, or goes on waiting if the sync is paused`
      console.log(`${label}: ${retried + superseded === 0 ? none : due}`)
      if (superseded > 0)
        console.log(`${superseded} cancelled: newer details of the same lead are queued or sent`)
      return all || retried + superseded > 0
    })
  },
})
