import { migrate } from '#prisma/migrate.ts'
import { seed } from '#prisma/seed.ts'
import { requireConfirmation } from '#prisma/confirmation.ts'
import { counted } from '#scripts/counted.ts'
import { CONFIRMATION_OPTION, DATABASE_SETTINGS, withClient, withTarget } from '#scripts/database.ts'
import { runScript } from '#scripts/run-script.ts'

await runScript({
  name: 'db:seed',
  does:
    'writes two made-up months into a migrated database: visits, leads in every state, and what was done about them. ' +
    'Does nothing where they are already.',
  usage: ['', '-- --yes-really NAME'],
  options: CONFIRMATION_OPTION,
  settings: DATABASE_SETTINGS,
  run: ({ 'yes-really': name }) =>
    withTarget(async ({ url, label, embedded }) => {
      requireConfirmation(url, { command: 'db:seed', effect: 'writes made-up leads', name })
      if (embedded) await migrate({ url })
      const leads = await withClient(url, seed)
      console.log(
        leads > 0 ? `${label}: ${counted(leads, 'lead')}` : `${label}: seeded before, nothing to do`,
      )
    }),
})
