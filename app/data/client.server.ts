// By its alias, though it lies beside: wrangler.toml replaces what is written so.
import { openDatabase } from '#app/data/driver.server.ts'
import type { DatabaseSettings } from '#app/platform/config.server.ts'
import type { PrismaClient } from './database.server.ts'
import { PrismaClient as WorkerPrismaClient } from './generated/workerd/client.ts'
import { LeasableAdapterFactory } from './leasable-adapter.server.ts'

// A prospect's page waits for this long at most before it says that the database does not answer.
const STATEMENT_TIMEOUT_MS = 10_000
// Promise.all of k queries would open k connections, and an invocation has six for everything.
const MAX_CONNECTIONS = 2
const MAX_IDLE_CLIENTS = 16

export interface DatabaseLease {
  db: PrismaClient
  /**
   * Gives the client back and closes its connections. Call it after the response body has ended and all
   * background work is done: the client is refused from then on.
   */
  release(): Promise<void>
}

interface IdleClient {
  client: PrismaClient
  factory: LeasableAdapterFactory
}

// Clients hold no connection while they lie here; what is worth keeping is the parsed schema and the query plans
// (docs/decisions/0003). On Workers a connection belongs to the request that opened it.
const idle: IdleClient[] = []

/**
 * Leases a Prisma client to one request or cron run, exclusively: Prisma batches the queries of concurrent requests
 * into one tick, and the runtime then cancels those that run outside their own request.
 * @throws ConfigError when the settings lead to another database than the one that this build can talk to
 */
export function leaseDatabase(settings: DatabaseSettings): DatabaseLease {
  const database = openDatabase(settings, {
    connections: MAX_CONNECTIONS,
    statementMs: STATEMENT_TIMEOUT_MS,
  })
  const { client, factory } = idle.pop() ?? createClient()
  factory.lease(database)
  const { proxy, revoke } = Proxy.revocable(client, {})
  return {
    db: proxy,
    async release() {
      revoke()
      const settled = await factory.release()
      if (settled && idle.length < MAX_IDLE_CLIENTS) idle.push({ client, factory })
      else await client.$disconnect()
    },
  }
}

function createClient(): IdleClient {
  const factory = new LeasableAdapterFactory()
  return { client: new WorkerPrismaClient({ adapter: factory }), factory }
}
