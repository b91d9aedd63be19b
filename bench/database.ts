import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { QueryResult } from 'pg'
import { type HyperdriveStandIn, startHyperdriveStandIn } from '#dev/hyperdrive/server.ts'
import { type NeonGateway, startNeonGateway } from '#dev/neon-gateway/server.ts'
import { startPostgres } from '#dev/postgres.ts'
import { connect } from '#prisma/connection.ts'
import { migrate } from '#prisma/migrate.ts'

export interface BenchDatabase {
  url: string
  gateway: NeonGateway
  hyperdrive: HyperdriveStandIn
  /** Runs a statement on a direct connection, past both gateways and their faults. */
  query(sql: string, params?: unknown[]): Promise<QueryResult<Record<string, unknown>>>
}

/** A commit's wait for the disk depends on the machine and would hide what is compared. */
const WITHOUT_DISK_WAITS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/** Runs `work` with a migrated database of its own behind both gateways, and leaves nothing of it behind. */
export async function withBenchDatabase<T>(work: (database: BenchDatabase) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'scorecard-bench-'))
  await using cleanup = new AsyncDisposableStack()
  cleanup.defer(() => rm(folder, { recursive: true, force: true }))

  const postgres = await startPostgres({
    dataDir: path.join(folder, 'data'),
    port: 0,
    settings: WITHOUT_DISK_WAITS,
  })
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
