import { withTarget } from '#dev/postgres/database-target.ts'
import { createNodeClient } from '#app/data/node-client.server.ts'
import { describeTarget, withMaintenance } from './connection.ts'
import { migrate } from './migrate.ts'
import { seed } from './seed.ts'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1'])
export const FORCE_FLAG = '--force-remote'

/**
 * Drops the database with all its data, and makes it anew: migrated, and seeded when it is a local one.
 * @throws Error for a database on another machine, unless `force` says that this is meant
 */
export async function reset(url: string, options: { force?: boolean; log?: (line: string) => void } = {}) {
  const { host, label } = describeTarget(url)
  const local = LOOPBACK.has(host)
  if (!local && !options.force) {
    throw new Error(
      `db:reset deletes all data, and ${label} is not on this machine. If it is really meant: npm run db:reset -- ${FORCE_FLAG}`,
    )
  }
  await withMaintenance(url, async (client, database) => {
    await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(database)} WITH (FORCE)`)
  })
  const { applied } = await migrate({ url })
  const leads = local ? await seedOnce(url) : 0
  options.log?.(`${label}: reset, ${applied.length} migrations applied, ${leads} leads seeded`)
}

async function seedOnce(url: string): Promise<number> {
  const db = createNodeClient(url)
  try {
    return await seed(db)
  } finally {
    await db.$disconnect()
  }
}

if (import.meta.main) {
  try {
    await withTarget(({ url }) =>
      reset(url, { force: process.argv.includes(FORCE_FLAG), log: (line) => console.log(line) }),
    )
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
