import type { TestProject } from 'vitest/node'
import { startDisposablePostgres } from '#dev/postgres/disposable-postgres.ts'
import { createTemplate, dropAll, type PostgresContext } from './postgres-context.ts'

const FOR_MANY_TESTS = {
  // It would connect to the template while that is being copied.
  autovacuum: 'off',
  max_connections: '300',
  max_wal_size: '2GB',
  checkpoint_timeout: '1h',
}

interface SharedPostgres {
  context: PostgresContext
  stop(): Promise<void>
}

// Vitest loads this file once a project, all in one process: the server is theirs together.
const shared = globalThis as typeof globalThis & {
  scorecardTestPostgres?: { users: number; started: Promise<SharedPostgres> }
}

/** Vitest's global setup: one PostgreSQL with a migrated template for all projects of a run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = (shared.scorecardTestPostgres ??= { users: 0, started: start() })
  server.users++
  const postgres = await server.started
  project.provide('postgres', postgres.context)
  return async () => {
    if (--server.users > 0) return
    delete shared.scorecardTestPostgres
    await postgres.stop()
  }
}

/** The server that TEST_DATABASE_URL names, else an embedded one with data of its own that goes with it. */
async function start(): Promise<SharedPostgres> {
  const existing = process.env.TEST_DATABASE_URL
  if (existing) {
    const context = await createTemplate(existing, { disposable: false })
    return { context, stop: () => dropAll(context) }
  }
  const server = await startDisposablePostgres(FOR_MANY_TESTS)
  try {
    const context = await createTemplate(server.url('postgres'), { disposable: true })
    return { context, stop: () => server.stop() }
  } catch (error) {
    await server.stop()
    throw error
  }
}
