import { leaseDatabase } from '#app/data/client.server.ts'
import type { DatabaseSettings } from '#app/platform/config.server.ts'
import type { PeerContext } from './peer-environment.ts'
import { SAVE_STATEMENT, answerRows, saveParameters } from './save-statement.ts'

/** The save inside an interactive transaction, with a client that the product leases, through Hyperdrive. */
export default {
  async fetch(request: Request, env: DatabaseSettings, ctx: PeerContext): Promise<Response> {
    const { db, release } = leaseDatabase(env)
    try {
      return answerRows(
        await db.$transaction((tx) => tx.$queryRawUnsafe(SAVE_STATEMENT, ...saveParameters(request))),
      )
    } finally {
      ctx.waitUntil(release())
    }
  },
}
