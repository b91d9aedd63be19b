import path from 'node:path'
import { parseArgs } from 'node:util'
import { checkMigrationName, type MigrationSources, newMigration } from '#prisma/new-migration.ts'

const USAGE = `npm run db:migration -- NAME [--empty]

Writes prisma/migrations/<time>_NAME/migration.sql: what has changed in prisma/schema.prisma and prisma/functions/ since
the newest migration, as SQL. Tries it out on a PostgreSQL of its own; no other database, and no network, is touched.

  NAME      lower-case words joined by underscores, for instance add_job_title
  --empty   write a file also when nothing has changed: for check constraints, triggers, partial indexes and data
  --help    print this and do nothing

Read what it wrote, then: npm run db:migrate`

/**
 * @param args as typed
 * @param sources the project's own when left out
 * @param print gets what there is to tell, line by line
 * @throws Error with what to do instead
 */
export async function runNewMigration(
  args: readonly string[],
  { sources, print = console.log }: { sources?: MigrationSources; print?: (line: string) => void } = {},
): Promise<void> {
  const { name, empty, help } = parse(args)
  if (help) return print(USAGE)
  checkMigrationName(name)
  const { startDisposablePostgres } = await import('#dev/postgres/disposable-postgres.ts')
  const server = await startDisposablePostgres()
  try {
    const url = server.url('scorecard')
    const file = await newMigration({ url, name, empty, now: new Date(), sources })
    print(
      file
        ? `Wrote ${path.relative('.', file)}. Read it, then: npm run db:migrate`
        : 'Nothing has changed in schema.prisma or functions/ since the newest migration, so none was written. ' +
            'For SQL by hand: --empty',
    )
  } finally {
    await server.stop()
  }
}

function parse(args: readonly string[]): { name: string; empty: boolean; help: boolean } {
  const options = {
    empty: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    if (!values.help && positionals.length !== 1) throw new Error('Give the migration one name')
    return { ...values, name: positionals[0] ?? '' }
  } catch (error) {
    // Node goes on about how to escape what was typed.
    const [problem] = error instanceof Error ? error.message.split('. ') : []
    throw new Error(`${problem}.\n\n${USAGE}`, { cause: error })
  }
}

if (import.meta.main) {
  try {
    await runNewMigration(process.argv.slice(2))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
