import { PrismaPg } from '@prisma/adapter-pg'
import { ConfigError, type DatabaseSettings } from '#app/platform/config.server.ts'
import type { AdapterFactory } from './leasable-adapter.server.ts'

/**
 * Any PostgreSQL through Cloudflare Hyperdrive, over TCP. wrangler.toml's `[alias]` puts this module in the place of
 * Neon's.
 * @throws ConfigError when no Hyperdrive is bound
 */
export function openDatabase(
  { HYPERDRIVE: hyperdrive }: DatabaseSettings,
  limits: { connections: number; statementMs: number },
): AdapterFactory {
  if (!hyperdrive) {
    throw new ConfigError([
      'HYPERDRIVE must be bound, because this Worker was built for it: add [[hyperdrive]] to wrangler.toml, or take ' +
        'the line for Hyperdrive out of its [alias] to use DATABASE_URL with Neon, and deploy again',
    ])
  }
  return new PrismaPg({
    connectionString: hyperdrive.connectionString,
    max: limits.connections,
    connectionTimeoutMillis: limits.statementMs,
    query_timeout: limits.statementMs,
    // The lease ends the connections. A timer of the pool's own could do so between two statements.
    idleTimeoutMillis: 0,
  })
}
