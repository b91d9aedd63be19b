import { neonConfig } from '@neondatabase/serverless'
import { PrismaNeon } from '@prisma/adapter-neon'
import { ConfigError, type DatabaseSettings } from '#app/platform/config.server.ts'
import type { AdapterFactory } from './leasable-adapter.server.ts'

/**
 * Neon over its serverless driver: a single statement is one HTTP POST, a transaction opens a WebSocket by itself.
 * @throws ConfigError when another database is bound than the one that this build can talk to
 */
export function openDatabase(
  { DATABASE_URL: connectionString, NEON_GATEWAY: gateway, HYPERDRIVE: hyperdrive }: DatabaseSettings,
  limits: { connections: number; statementMs: number },
): AdapterFactory {
  if (hyperdrive || !connectionString) {
    throw new ConfigError([
      'HYPERDRIVE is bound, but this Worker was built for Neon: take the binding out of wrangler.toml, or put the ' +
        'line for Hyperdrive into its [alias], and deploy again',
    ])
  }
  neonConfig.poolQueryViaFetch = true
  neonConfig.fetchFunction = (url: string, init: RequestInit) =>
    fetch(url, { ...init, signal: AbortSignal.timeout(limits.statementMs) })
  if (gateway !== undefined) {
    neonConfig.fetchEndpoint = `http://${gateway}/sql`
    neonConfig.wsProxy = () => `${gateway}/v1`
    neonConfig.useSecureWebSocket = false
  }
  return new PrismaNeon({ connectionString, max: limits.connections })
}
