import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { HubspotError } from '#app/clients/hubspot/client.server.ts'
import { withTarget } from '#dev/postgres/database-target.ts'
import type { PrismaClient } from '#app/data/database.server.ts'
import { createNodeClient } from '#app/data/node-client.server.ts'
import { explainSyncError } from '#app/domain/hubspot/failure.ts'

/**
 * Runs an operator's script. A failure is told in one line, which never holds what was typed, and sets the exit code.
 * @param work answers whether all is well: exit code 0, else 1
 */
export async function runScript(work: () => Promise<boolean>): Promise<void> {
  try {
    process.exitCode = (await work()) ? 0 : 1
  } catch (error) {
    console.error(describeFailure(error))
    process.exitCode = 1
  }
}

export interface ScriptDatabase {
  db: PrismaClient
  /** What to call the database in messages. */
  label: string
}

/** Works on the database that is meant: `DIRECT_DATABASE_URL`, else `DATABASE_URL`, else the embedded one. */
export function withDatabase<T>(work: (database: ScriptDatabase) => Promise<T>): Promise<T> {
  return withTarget(async ({ url, label }) => {
    const db = createNodeClient(url)
    try {
      return await work({ db, label })
    } finally {
      await db.$disconnect()
    }
  })
}

/**
 * Reads a script's options.
 * @throws Error with the usage alone: Node's own message quotes what was typed, an address or a password
 */
export function parseOptions<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
  usage: string,
) {
  try {
    return parseArgs({ args: [...args], options }).values
  } catch {
    throw new Error(usage)
  }
}

/** Messages of the database driver may quote parameters, and those are addresses: only ours are shown. */
function describeFailure(error: unknown): string {
  if (error instanceof HubspotError) return explainSyncError(error.error, 'script')
  if (!(error instanceof Error)) return 'Failed.'
  if (error.name.startsWith('PrismaClient')) {
    const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : ''
    return `The database refused a statement${code}. Is it migrated? npm run db:migrate`
  }
  return error.message
}
