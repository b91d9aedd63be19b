import { migrate } from '#prisma/migrate.ts'
import { DATABASE_SETTINGS, withTarget } from '#scripts/database.ts'
import { runScript } from '#scripts/run-script.ts'

await runScript({
  name: 'db:migrate',
  does:
    'applies the migrations that the database does not have yet, and creates the database when it does not exist. ' +
    'Safe to repeat: what is there already is left alone.',
  settings: DATABASE_SETTINGS,
  run: () =>
    withTarget(async ({ url, label }) => {
      const { applied, alreadyApplied } = await migrate({ url, log: (line) => console.log(line) })
      console.log(`${label}: ${applied.length} applied, ${alreadyApplied} already there`)
    }),
})
