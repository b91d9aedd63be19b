import { describeTarget } from '#prisma/connection.ts'
import { migrate, refusePooledHost } from '#prisma/migrate.ts'
import { isThisMachine } from '#prisma/this-machine.ts'
import { checkDeployedSettings, tellSettings } from './deployed-settings.ts'
import { runScript } from './run-script.ts'
import { runStep } from './steps.ts'

const WITHOUT_URL =
  'DIRECT_DATABASE_URL is not set: nothing was built, migrated or deployed. ' +
  "Set it to the production database's direct connection string (docs/deploy.md)."

await runScript({
  name: 'deploy',
  does:
    'checks the settings, builds the Worker and checks that it can be deployed, migrates the production database, and ' +
    'deploys. Stops at the first step that fails; safe to repeat.',
  settings: {
    DIRECT_DATABASE_URL: 'the production database, by a direct connection; must be set',
    'those of check:config': 'checked before anything is done',
    CLOUDFLARE_API_TOKEN: 'for wrangler, where nobody has logged in with wrangler login',
  },
  exits: { 0: 'deployed', 1: 'not deployed; the last line says why' },
  run: async () => {
    const url = productionUrl()
    if (!tellSettings(await checkDeployedSettings(process.env)))
      throw new Error('These settings cannot be used: nothing was built, migrated or deployed.')
    await runStep(
      'npm',
      ['run', '-s', 'deploy:check'],
      'It does not build: nothing was migrated or deployed.',
    )
    const { applied, alreadyApplied } = await migrate({ url, log: (line) => console.log(line) })
    console.log(`${describeTarget(url).label}: ${applied.length} applied, ${alreadyApplied} already there`)
    await runStep('wrangler', ['deploy'], 'The database is migrated, and the Worker is as it was before.')
  },
})

/** @throws Error before anything is touched, for a database that production cannot be on */
function productionUrl(): string {
  const url = process.env.DIRECT_DATABASE_URL
  if (!url) throw new Error(WITHOUT_URL)
  const { host, label } = describeTarget(url)
  if (isThisMachine(host)) {
    throw new Error(
      `DIRECT_DATABASE_URL leads to ${label}, on this machine, where the Worker cannot reach it: nothing was built, ` +
        'migrated or deployed.',
    )
  }
  refusePooledHost(url)
  return url
}
