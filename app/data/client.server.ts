import { TIMEOUTS } from '#app/domain/limits.ts'
// By its alias, though it lies beside: wrangler.toml replaces what is written so.
import { openDatabase } from '#app/data/driver.server.ts'
import type { DatabaseLogLevel, DatabaseSettings } from '#app/platform/config.server.ts'
import type { Log } from '#app/platform/log.server.ts'
import type { PrismaClient } from './database.server.ts'
import { type DatabaseLog, buildLogOption, logEvents } from './database-log.server.ts'
import { PrismaClient as WorkerPrismaClient } from './generated/workerd/client.ts'
import { LeasableAdapterFactory } from './leasable-adapter.server.ts'

// Promise.all of k queries would open k connections, and an invocation has six for everything.
const MAX_CONNECTIONS = 2
// As many as an isolate has requests under way, those included whose lead is on its way to HubSpot: one that is missing is
// made anew, which costs as much CPU as a few pages.
const MAX_IDLE_CLIENTS = 64

export interface DatabaseLease {
  db: PrismaClient
  /**
   * Gives the client back and closes its connections. Call it after the response body has ended and all
   * background work is done: the client is refused from then on.
   */
  release(): Promise<void>
}

interface LeasableClient {
  client: PrismaClient
  factory: LeasableAdapterFactory
  /** that of whoever holds the lease; null while nobody does */
  log: Log | null
}

// Clients hold no connection while they lie here; what is worth keeping is the parsed schema and the query plans
// (docs/decisions/0003). On Workers a connection belongs to the request that opened it. All tell the same of their work: an
// isolate has one environment.
const idle: LeasableClient[] = []

/**
 * Leases a Prisma client to one request or cron run, exclusively: Prisma batches the queries of concurrent requests
 * into one tick, and the runtime then cancels those that run outside their own request.
 * @param logging what the client tells of its work, and to whose log; nothing when left out
 * @throws ConfigError when the settings lead to another database than the one that this build can talk to
 */
export function leaseDatabase(settings: DatabaseSettings, logging?: DatabaseLog): DatabaseLease {
  const database = openDatabase(settings, {
    connections: MAX_CONNECTIONS,
    statementMs: TIMEOUTS.statementMs,
  })
  const leased = idle.pop() ?? createClient(logging?.levels ?? [])
  const { client, factory } = leased
  factory.lease(database)
  leased.log = logging?.log ?? null
  const { proxy, revoke } = Proxy.revocable(client, {})
  return {
    db: proxy,
    async release() {
      revoke()
      const settled = await factory.release()
      leased.log = null
      if (settled && idle.length < MAX_IDLE_CLIENTS) idle.push(leased)
      else await client.$disconnect()
    },
  }
}

function createClient(levels: readonly DatabaseLogLevel[]): LeasableClient {
  const factory = new LeasableAdapterFactory()
  const client = new WorkerPrismaClient({ adapter: factory, log: buildLogOption(levels) })
  const leasable: LeasableClient = { client, factory, log: null }
  logEvents(client, levels, () => leasable.log)
  return leasable
}
