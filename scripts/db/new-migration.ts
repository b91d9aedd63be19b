import path from 'node:path'
import { checkMigrationName, newMigration } from '#prisma/new-migration.ts'
import { UsageError, runScript } from '#scripts/run-script.ts'

await runScript({
  name: 'db:migration',
  does:
    'writes prisma/migrations/<time>_NAME/migration.sql: what has changed in prisma/schema.prisma and prisma/functions/ ' +
    'since the newest migration, as SQL. Writes it only if it applies to a new database, on a PostgreSQL of its own; no other database, and no ' +
    'network, is touched. Read what it wrote, then: npm run db:migrate',
  usage: ['-- NAME [--empty]'],
  operands: { NAME: 'lower-case words joined by underscores, for instance add_job_title' },
  options: {
    empty: {
      type: 'boolean',
      does: 'write a file also when nothing has changed: for check constraints, triggers, partial indexes and data',
    },
  },
  exits: { 0: 'written, or nothing has changed', 1: 'failed; the last lines say why' },
  run: async ({ empty = false }, [name, ...more]) => {
    if (name === undefined || more.length > 0) throw new UsageError('a migration has one name')
    checkMigrationName(name)
    const { startDisposablePostgres } = await import('#dev/postgres/disposable-postgres.ts')
    const server = await startDisposablePostgres()
    try {
      const made = await newMigration({ url: server.url('scorecard'), name, empty, now: new Date() })
      console.log(
        made
          ? `Wrote ${path.relative('.', made.file)}. Read it, then: npm run db:migrate`
          : 'Nothing has changed in schema.prisma or functions/ since the newest migration, so none was written. ' +
              'For SQL by hand: --empty',
      )
      for (const warning of made?.warnings ?? []) console.log(`WARNING: ${warning}`)
    } finally {
      await server.stop()
    }
  },
})
