import { neonConfig } from '@neondatabase/serverless'
import { PrismaNeon } from '@prisma/adapter-neon'
import { TIMEOUTS } from '#app/domain/limits.ts'
import type { PrismaClient } from './database.server.ts'
import { PrismaClient as WorkerPrismaClient } from './generated/workerd/client.ts'
import { LeasableAdapterFactory } from './leasable-adapter.server.ts'

// Promise.all of k queries would open k WebSockets, and an invocation has six connections for everything.
const MAX_CONNECTIONS = 2
const MAX_IDLE_CLIENTS = 16

export interface DatabaseSettings {
  DATABASE_URL: string
  /** host:port of the local Neon gateway; undefined in production */
  NEON_GATEWAY?: string | undefined
}

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
 *
 * A single statement is one HTTP POST; a transaction opens a WebSocket by itself.
 */
export function leaseDatabase(settings: DatabaseSettings): DatabaseLease {
  configureDriver(settings)
  const { client, factory } = idle.pop() ?? createClient()
  factory.lease(new PrismaNeon({ connectionString: settings.DATABASE_URL, max: MAX_CONNECTIONS }))
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

function configureDriver({ NEON_GATEWAY: gateway }: DatabaseSettings): void {
  neonConfig.poolQueryViaFetch = true
  neonConfig.fetchFunction = (url: string, init: RequestInit) =>
    fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUTS.statementMs) })
  if (gateway === undefined) return
  neonConfig.fetchEndpoint = `http://${gateway}/sql`
  neonConfig.wsProxy = () => `${gateway}/v1`
  neonConfig.useSecureWebSocket = false
}
