import { migrate } from '#prisma/migrate.ts'
import { seedTest } from '#prisma/seed-test.ts'
import { requireConfirmation } from '#prisma/confirmation.ts'
import { counted } from '#scripts/counted.ts'
import { CONFIRMATION_OPTION, DATABASE_SETTINGS, withClient, withTarget } from '#scripts/database.ts'
import { runScript } from '#scripts/run-script.ts'

await runScript({
  name: 'db:seed-test',
  does:
    'writes one record in each state that tests and people want to see side by side: sessions just started, halfway and ' +
    'expired; assessments anonymous, waiting, synced, failed, due for the scrub and scrubbed. Migrates the database ' +
    'first. Safe to repeat: its own records are replaced, whatever else is there stays.',
  usage: ['', '-- --yes-really NAME'],
  options: CONFIRMATION_OPTION,
  settings: { TEST_DATABASE_URL: 'the database, before all others', ...DATABASE_SETTINGS },
  run: ({ 'yes-really': name }) =>
    withTarget(async ({ url, label }) => {
      requireConfirmation(url, { command: 'db:seed-test', effect: 'writes made-up records', name })
      await migrate({ url })
      const scenario = await withClient(url, (db) => seedTest(db))
      console.log(`${label}: ${counted(Object.keys(scenario).length, 'record')}`)
    }, process.env.TEST_DATABASE_URL || undefined),
})
