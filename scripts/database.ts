import type { PrismaClient } from '#app/data/database.server.ts'
import { connect, describeTarget } from '#prisma/connection.ts'
import { generateClients } from '#prisma/generate.ts'
import { migrate } from '#prisma/migrate.ts'

/** What a script that works on the database reads, for its help. */
export const DATABASE_SETTINGS = {
  DIRECT_DATABASE_URL: 'the database, by a direct connection; from the environment alone',
  DATABASE_URL:
    'the same, where DIRECT_DATABASE_URL is not set; without either it is the local database of npm run dev, ' +
    'which is started for as long as it takes',
  POSTGRES_PORT: 'port of the local database (54321); from the environment alone',
}

/** The option that lets a script write to a database on another machine. */
export const CONFIRMATION_OPTION = {
  'yes-really': {
    type: 'string',
    value: 'NAME',
    does: "the database's exact name: wanted of one that is not on this machine",
  },
} as const

export interface DatabaseTarget {
  url: string
  /** What to call it in messages: database, host and port. */
  label: string
  embedded: boolean
}

/** The connection string that the environment names; undefined when it names none, and the embedded database is meant. */
export function databaseUrl(): string | undefined {
  return process.env.DIRECT_DATABASE_URL || process.env.DATABASE_URL || undefined
}

/**
 * Runs a script's work on the database that it is meant for. Nothing of the local cloud is loaded unless that is the
 * embedded one.
 */
export async function withTarget<T>(
  work: (target: DatabaseTarget) => Promise<T>,
  url = databaseUrl(),
): Promise<T> {
  if (url !== undefined) return work({ url, label: describeTarget(url).label, embedded: false })
  const { withEmbeddedDatabase } = await import('#dev/launcher/embedded-database.ts')
  return withEmbeddedDatabase((local) =>
    work({ url: local, label: `embedded ${describeTarget(local).label}`, embedded: true }),
  )
}

export interface ScriptDatabase {
  db: PrismaClient
  /** What to call the database in messages. */
  label: string
}

/** Works on the database that is meant ({@link withTarget}); the embedded one is migrated first, as `npm run dev` does. */
export function withDatabase<T>(work: (database: ScriptDatabase) => Promise<T>): Promise<T> {
  return withTarget(async ({ url, label, embedded }) => {
    if (embedded) await migrate({ url })
    return withClient(url, (db) => work({ db, label }))
  })
}

/**
 * Works with a Prisma client, which is generated first in a checkout that has none yet.
 * @throws Error naming host, port and database when it cannot be reached
 */
export async function withClient<T>(url: string, work: (db: PrismaClient) => Promise<T>): Promise<T> {
  await (await connect(url)).end()
  generateClients()
  const { createNodeClient } = await import('#app/data/node-client.server.ts')
  const db = createNodeClient(url)
  try {
    return await work(db)
  } finally {
    await db.$disconnect()
  }
}
