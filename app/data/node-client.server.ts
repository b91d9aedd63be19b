import { PrismaPg } from '@prisma/adapter-pg'
import type { PrismaClient } from './database.server.ts'
import { PrismaClient as NodePrismaClient } from './generated/nodejs/client.ts'

/**
 * A client for scripts, seeds and tests, which run on Node with a plain TCP connection.
 * @param url a PostgreSQL connection string; the direct one where there is a choice
 */
export function createNodeClient(url: string, options: { max?: number } = {}): PrismaClient {
  const adapter = new PrismaPg({ connectionString: url, max: options.max ?? 4 })
  // Both clients are generated from one schema: the types differ in name only.
  return new NodePrismaClient({ adapter }) as unknown as PrismaClient
}
