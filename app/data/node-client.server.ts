import { PrismaPg } from '@prisma/adapter-pg'
import type { PrismaClient } from './database.server.ts'
import { PrismaClient as NodePrismaClient } from './generated/nodejs/client.ts'

// Tens of thousands of rows over a distant connection take longer than Prisma's five seconds.
const TRANSACTION_MS = 60_000

/**
 * A client for scripts, seeds and tests, which run on Node with a plain TCP connection.
 * @param url a PostgreSQL connection string; the direct one where there is a choice
 * @param options.max connections at once
 * @param options.transactionMs how long a transaction may wait for its beginning, and then last
 */
export function createNodeClient(
  url: string,
  { max = 4, transactionMs = TRANSACTION_MS }: { max?: number; transactionMs?: number } = {},
): PrismaClient {
  const adapter = new PrismaPg({ connectionString: url, max })
  const transactionOptions = { maxWait: transactionMs, timeout: transactionMs }
  // Both clients are generated from one schema: the types differ in name only.
  return new NodePrismaClient({ adapter, transactionOptions }) as unknown as PrismaClient
}
