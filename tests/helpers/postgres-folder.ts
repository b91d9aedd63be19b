import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach } from 'vitest'
import { type PostgresServer, startPostgres } from '#dev/postgres/server.ts'
import { connect } from '#prisma/connection.ts'

/** What no test of a server on its own is about, and takes time. */
export const FAST = { fsync: 'off', autovacuum: 'off' }

/**
 * A folder for the data of one server, which runs from `start` until `stop` or the end of a test: call it at the top of the file.
 * Only its owner may enter the folder, as with a checkout in somebody's home directory.
 */
export function usePostgresFolder() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'scorecard-postgres-test-'))
  const dataDir = path.join(folder, 'data')
  let server: PostgresServer | undefined
  const stop = async () => {
    await server?.stop()
    server = undefined
  }
  afterEach(stop)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return {
    folder,
    dataDir,
    start: async (port = 0) => (server = await startPostgres({ dataDir, port, settings: FAST })),
    stop,
  }
}

/** @returns the rows of one statement on a connection of its own */
export async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = await connect(url)
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}
