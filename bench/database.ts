import type { QueryResult } from 'pg'
import { startDisposablePostgres } from '#dev/postgres/disposable-postgres.ts'
import { type NeonGateway, startNeonGateway } from '#dev/neon-gateway/server.ts'
import { connect } from '#prisma/connection.ts'
import { migrate } from '#prisma/migrate.ts'

export interface BenchDatabase {
  url: string
  gateway: NeonGateway
  /** Runs a statement on a direct connection, past the gateway and its faults. */
  query(sql: string, params?: unknown[]): Promise<QueryResult<Record<string, unknown>>>
}

/** Runs `work` with a migrated database of its own behind a Neon gateway, and leaves nothing of it behind. */
export async function withBenchDatabase<T>(work: (database: BenchDatabase) => Promise<T>): Promise<T> {
  await using cleanup = new AsyncDisposableStack()
  const postgres = await startDisposablePostgres()
  cleanup.defer(() => postgres.stop())
  const url = postgres.url('bench')
  await migrate({ url })
  const gateway = await startNeonGateway({ port: 0, postgres: { host: 'localhost', port: postgres.port } })
  cleanup.defer(() => gateway.close())
  const client = await connect(url)
  cleanup.defer(() => client.end())

  return await work({ url, gateway, query: (sql, params) => client.query(sql, params) })
}
