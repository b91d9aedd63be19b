import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'
import { connect } from '#prisma/connection.ts'
import { migrate } from '#prisma/migrate.ts'
import { readMigrations } from '#prisma/migration-files.ts'
import { type MigrationSources, newMigration, PROJECT_SOURCES } from '#prisma/new-migration.ts'
import { createUnmigratedDatabase } from './database.ts'

/** When the migrations of a trial are made, unless told: later than those that there are. */
export const TRIAL_TIME = new Date('2999-12-31T22:59:08.500Z')

/** A copy of the project's schema, functions and migrations for each test: call it at the top of the file. */
export function useMigrationTrial() {
  const sources: MigrationSources = { schema: '', functions: '', migrations: '' }
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'scorecard-migration-'))
    sources.schema = path.join(folder, 'schema.prisma')
    sources.functions = path.join(folder, 'functions')
    sources.migrations = path.join(folder, 'migrations')
    for (const part of ['schema', 'functions', 'migrations'] as const) {
      await cp(PROJECT_SOURCES[part], sources[part], { recursive: true })
    }
  })
  afterEach(() => rm(folder, { recursive: true }))

  async function make(name: string, options: { empty?: boolean; now?: Date } = {}) {
    const database = await createUnmigratedDatabase()
    try {
      return await newMigration({ url: database.url, name, now: TRIAL_TIME, sources, ...options })
    } finally {
      await database.close()
    }
  }

  return {
    sources,
    make,
    /** As `make`. @returns the file that was written; null when nothing has changed */
    write: async (...[name, options]: Parameters<typeof make>) => (await make(name, options))?.file ?? null,
    functionsFile: (name: string, sql: string) => writeFile(path.join(sources.functions, name), sql),
    addColumn: () =>
      edit(sources.schema, '  referrerSource        String?', '  referrerSource String?\n  region String?'),
    /** How many migrations were written in this test. */
    countWritten: async () =>
      (await readMigrations(sources.migrations)).length -
      (await readMigrations(PROJECT_SOURCES.migrations)).length,
    /** Applies all migrations to a new database, and asks it there. @returns the column `answer` of its first row */
    async migrateAndAsk(query: string): Promise<unknown> {
      const database = await createUnmigratedDatabase()
      try {
        await migrate({ url: database.url, folder: sources.migrations })
        const client = await connect(database.url)
        return await client
          .query<{ answer: unknown }>(query)
          .then(({ rows }) => rows[0]?.answer)
          .finally(() => client.end())
      } finally {
        await database.close()
      }
    },
  }
}

/** Replaces a text in a file, which must be there. */
export async function edit(file: string, before: string, after: string): Promise<void> {
  const text = await readFile(file, 'utf8')
  expect(text).toContain(before)
  await writeFile(file, text.replace(before, after))
}
