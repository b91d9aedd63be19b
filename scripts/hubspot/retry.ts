import { parseArgs } from 'node:util'
import { withTarget } from '#dev/database-target.ts'
import { createNodeClient } from '#app/data/node-client.server.ts'
import { type DeadSelection, retryDead } from '#app/data/hubspot-status.server.ts'
import { runScript } from './settings.ts'

const USAGE = `Usage: npm run hubspot:retry -- --all-dead
       npm run hubspot:retry -- --id <queue row or assessment> [--id ...]`

// `npm run hubspot:retry`: dead leads become due again, with all their attempts.
await runScript(async () => {
  const selection = selectionOf(process.argv.slice(2))
  if (!selection) {
    console.error(USAGE)
    return false
  }
  return withTarget(async ({ url, label }) => {
    const db = createNodeClient(url)
    try {
      const { retried, superseded } = await retryDead(db, selection)
      console.log(`${label}: ${retried} due again, the next cron run sends them`)
      if (superseded > 0)
        console.log(`${superseded} cancelled: newer details of the same lead are queued or sent`)
      return selection === 'all' || retried + superseded > 0
    } finally {
      await db.$disconnect()
    }
  })
})

function selectionOf(args: string[]): DeadSelection | null {
  try {
    const options = { 'all-dead': { type: 'boolean' }, id: { type: 'string', multiple: true } } as const
    const { 'all-dead': all, id: ids = [] } = parseArgs({ args, options }).values
    if (all) return ids.length === 0 ? 'all' : null
    return ids.length > 0 ? { ids } : null
  } catch {
    return null
  }
}
