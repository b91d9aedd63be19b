import { type DeadSelection, retryDead } from '#app/data/hubspot/dead-leads.server.ts'
import { parseOptions, runScript, withDatabase } from '#scripts/run-script.ts'

const USAGE = `Usage: npm run hubspot:retry -- --all-dead
       npm run hubspot:retry -- --id <queue row or assessment> [--id ...]`

// `npm run hubspot:retry`: dead leads become due again, with all their attempts.
await runScript(async () => {
  const selection = selectionOf(process.argv.slice(2))
  return withDatabase(async ({ db, label }) => {
    const { retried, superseded } = await retryDead(db, selection)
    const none = 'no dead lead there that could be sent again'
    const due = `${retried} due again: the next cron run sends them, or goes on waiting if the sync is paused`
    console.log(`${label}: ${retried + superseded === 0 ? none : due}`)
    if (superseded > 0)
      console.log(`${superseded} cancelled: newer details of the same lead are queued or sent`)
    return selection === 'all' || retried + superseded > 0
  })
})

function selectionOf(args: readonly string[]): DeadSelection {
  const options = { 'all-dead': { type: 'boolean' }, id: { type: 'string', multiple: true } } as const
  const { 'all-dead': all = false, id: ids = [] } = parseOptions(args, options, USAGE)
  if (all === ids.length > 0) throw new Error(USAGE)
  return all ? 'all' : { ids }
}
