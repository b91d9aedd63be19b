import { reset } from '#prisma/reset.ts'
import { seed } from '#prisma/seed.ts'
import { describeTarget } from '#prisma/connection.ts'
import { isThisMachine } from '#prisma/this-machine.ts'
import { counted } from '#scripts/counted.ts'
import { CONFIRMATION_OPTION, DATABASE_SETTINGS, withClient, withTarget } from '#scripts/database.ts'
import { runScript } from '#scripts/run-script.ts'

await runScript({
  name: 'db:reset',
  does:
    'DELETES ALL DATA: drops the database and makes it anew, migrated; one on this machine gets the made-up leads of ' +
    'db:seed.',
  usage: ['', '-- --yes-really NAME'],
  options: CONFIRMATION_OPTION,
  settings: DATABASE_SETTINGS,
  run: ({ 'yes-really': confirmedName }) =>
    withTarget(async ({ url, label }) => {
      const { applied } = await reset(url, { confirmedName })
      const leads = isThisMachine(describeTarget(url).host) ? await withClient(url, seed) : 0
      console.log(
        `${label}: reset, ${counted(applied.length, 'migration')} applied, ${counted(leads, 'lead')} seeded`,
      )
    }),
})
