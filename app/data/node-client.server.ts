import { PrismaPg } from '@prisma/adapter-pg'
import { parseScriptLog } from '#app/platform/config.server.ts'
import { createLog } from '#app/platform/log.server.ts'
import type { PrismaClient } from './database.server.ts'
import { type DatabaseLog, buildLogOption, logEvents } from './database-log.server.ts'
import { PrismaClient as NodePrismaClient } from './generated/nodejs/client.ts'
import type { AdapterFactory } from './leasable-adapter.server.ts'

// Tens of thousands of rows over a distant connection take longer than Prisma's five seconds.
const TRANSACTION_MS = 60_000

/**
 * A client for scripts, seeds and tests, which run on Node with a plain TCP connection.
 * @param database a PostgreSQL connection string, the direct one where there is a choice; or what connects to a database
 * @param options.max connections at once, by a connection string
 * @param options.transactionMs how long a transaction may wait for its beginning, and then last
 * @param options.logging what it tells of its work, and to which log; when left out, what `PRISMA_LOG` says, on stderr
 */
export function createNodeClient(
  database: string | AdapterFactory,
  {
    max = 4,
    transactionMs = TRANSACTION_MS,
    logging = createScriptLog(),
  }: { max?: number; transactionMs?: number; logging?: DatabaseLog } = {},
): PrismaClient {
  const client = new NodePrismaClient({
    adapter: typeof database === 'string' ? new PrismaPg({ connectionString: database, max }) : database,
    transactionOptions: { maxWait: transactionMs, timeout: transactionMs },
    log: buildLogOption(logging.levels),
  })
  logEvents(client, logging.levels, () => logging.log)
  // Both clients are generated from one schema: the types differ in name only.
  return client as unknown as PrismaClient
}

function createScriptLog(): DatabaseLog {
  return { levels: parseScriptLog(process.env), log: createLog({}, (_, line) => console.error(line)) }
}
