import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type PostgresServer, startPostgres } from './server.ts'

/** Nothing needs to survive a crash; a commit's wait for the disk would only take time. */
const NOT_DURABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/**
 * Starts an embedded PostgreSQL on a free port whose data goes when it stops.
 * @param settings configuration parameters besides
 */
export async function startDisposablePostgres(
  settings: Record<string, string> = {},
): Promise<PostgresServer & { dataDir: string }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'scorecard-postgres-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const dataDir = path.join(folder, 'data')
    const server = await startPostgres({ dataDir, port: 0, settings: { ...NOT_DURABLE, ...settings } })
    return { ...server, dataDir, stop: () => server.stop().finally(remove) }
  } catch (error) {
    remove()
    throw error
  }
}
