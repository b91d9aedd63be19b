import { dismissLeads, retryDead } from '#app/data/hubspot/dead-leads.server.ts'
import { DATABASE_SETTINGS, withDatabase } from '#scripts/database.ts'
import { RETRY_USAGE, readSelection, retryOptions } from '#scripts/retry-options.ts'
import { runScript } from '#scripts/run-script.ts'

await runScript({
  name: 'hubspot:retry',
  does:
    'makes dead leads due again, with all their attempts: the next cron run sends them. One that newer details of the ' +
    'same lead have overtaken is cancelled instead. With --dismiss they end for good, and /health no longer tells of ' +
    'them. Safe to repeat.',
  usage: RETRY_USAGE,
  options: retryOptions('lead'),
  settings: DATABASE_SETTINGS,
  exits: { 0: 'done', 1: 'none of the leads that were named is dead, or it failed; the last line says why' },
  run: async (values) => {
    const selection = readSelection(values)
    return withDatabase(async ({ db, label }) => {
      if (values.dismiss) {
        const dismissed = await dismissLeads(db, selection)
        console.log(`${label}: ${dismissed === 0 ? 'no such lead there' : `${dismissed} dismissed`}`)
        return selection === 'all' || dismissed > 0
      }
      const { retried, superseded } = await retryDead(db, selection)
      const none = 'no dead lead there that could be sent again'
      const due = `${retried} due again: the next cron run sends them, or goes on waiting if the sync is paused`
      console.log(`${label}: ${retried + superseded === 0 ? none : due}`)
      if (superseded > 0)
        console.log(`${superseded} cancelled: newer details of the same lead are queued or sent`)
      return selection === 'all' || retried + superseded > 0
    })
  },
})
