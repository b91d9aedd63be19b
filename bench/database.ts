import type { QueryResult } from 'pg'
import { startDisposablePostgres } from '#dev/postgres/disposable-postgres.ts'
import { type HyperdriveStandIn, startHyperdriveStandIn } from '#dev/hyperdrive/server.ts'
import { type NeonGateway, startNeonGateway } from '#dev/neon-gateway/server.ts'
import { connect } from '#prisma/connection.ts'
import { migrate } from '#prisma/migrate.ts'

export interface BenchDatabase {
  url: string
  gateway: NeonGateway
  hyperdrive: HyperdriveStandIn
  /** Runs a statement on a direct connection, past both gateways and their faults. */
  query(sql: string, params?: unknown[]): Promise<QueryResult<Record<string, unknown>>>
}

/** Runs `work` with a migrated database of its own behind both gateways, and leaves nothing of it behind. */
export async function withBenchDatabase<T>(work: (database: BenchDatabase) => Promise<T>): Promise<T> {
  await using cleanup = new AsyncDisposableStack()
  const postgres = await startDisposablePostgres()
  cleanup.defer(() => postgres.stop())
  const url = postgres.url('bench')
  await migrate({ url })
  const address = { host: 'localhost', port: postgres.port }
  const gateway = await startNeonGateway({ port: 0, postgres: address })
  cleanup.defer(() => gateway.close())
  const hyperdrive = await startHyperdriveStandIn({ port: 0, postgres: address })
  cleanup.defer(() => hyperdrive.close())
  const client = await connect(url)
  cleanup.defer(() => client.end())

  return await work({ url, gateway, hyperdrive, query: (sql, params) => client.query(sql, params) })
}
