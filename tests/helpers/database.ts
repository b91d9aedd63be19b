import { afterAll, beforeEach, expect, inject } from 'vitest'
import type { Database, PrismaClient } from '#app/data/database.server.ts'
import { createNodeClient } from '#app/data/node-client.server.ts'
import { cloneTemplate, createEmptyDatabase, dropDatabase } from './postgres-context.ts'

export interface TestDatabase {
  url: string
  db: PrismaClient
  /** Disconnects and drops the database. */
  close(): Promise<void>
}

/** A migrated, empty database of its own: one a test file, so that files run in parallel. Close it in `afterAll`. */
export async function createTestDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  const context = inject('postgres')
  const url = await cloneTemplate(context)
  const db = createNodeClient(url, { ...options, transactionMs: 10 * 60_000 })
  return {
    url,
    db,
    close: async () => {
      await db.$disconnect()
      await dropDatabase(context, url)
    },
  }
}

/** A database of the test file's own, empty before each of its tests: call it at the top of the file. */
export async function useTestDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  const database = await createTestDatabase(options)
  beforeEach(() => resetTestDatabase(database.db))
  afterAll(() => database.close())
  return database
}

/** A database without any table, for tests of the migrations themselves. */
export async function createUnmigratedDatabase(): Promise<{ url: string; close(): Promise<void> }> {
  const context = inject('postgres')
  const url = await createEmptyDatabase(context)
  return { url, close: () => dropDatabase(context, url) }
}

/**
 * A connection string of a database on this machine, by a name that the system finds and that scripts take for another
 * machine's: they do not look names up.
 */
export function asElsewhere(url: string): string {
  return url.replace(/@(localhost|127\.0\.0\.1|\[::1\])(?=[:/])/, '@127.1')
}

/** Empties every table, and keeps the schema: for `beforeEach`. */
export async function resetTestDatabase(db: PrismaClient): Promise<void> {
  // A Worker may still be at what the test before left it to do, such as an e-mail, and hold rows in another order.
  await db.$executeRaw`
    DO $$
    BEGIN
      LOOP
        BEGIN
          EXECUTE (
            SELECT 'TRUNCATE ' || string_agg(format('%I', tablename), ', ') || ' CASCADE'
            FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
          );
          RETURN;
        EXCEPTION WHEN deadlock_detected THEN
          -- The other one goes on, and then this one.
        END;
      END LOOP;
    END $$`
}

/**
 * Runs `work` in a transaction that is always rolled back: isolation between tests without emptying tables.
 * @returns what `work` returned; its errors come through
 */
export async function withRollback<T>(db: PrismaClient, work: (tx: Database) => Promise<T>): Promise<T> {
  const outcome: { value?: T } = {}
  const rollback = new Error('rolled back on purpose')
  await db
    .$transaction(async (tx) => {
      outcome.value = await work(tx)
      throw rollback
    })
    .catch((error: unknown) => {
      if (error !== rollback) throw error
    })
  return outcome.value as T
}

/** Resolves once so many statements of this database wait for a lock. */
export async function waitForBlockedStatement(db: PrismaClient, statements = 1): Promise<void> {
  const blocked = () => db.$queryRaw<unknown[]>`
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0`
  await expect.poll(async () => (await blocked()).length).toBeGreaterThanOrEqual(statements)
}
