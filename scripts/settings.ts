import { fileURLToPath } from 'node:url'
import { type TextSettings, parseSettings } from '#app/platform/config.server.ts'
import { describeTarget } from '#prisma/connection.ts'
import { isThisMachine } from '#prisma/this-machine.ts'
import { readMadeUpSecrets, readSettingsFile } from '#prisma/settings-file.ts'
import { databaseUrl } from './database.ts'

/** What `npm run dev` has made up for itself. */
const LOCAL_SECRETS = '.data/secrets.env'

/**
 * What a script is given: by the environment, which wins, or in `.dev.vars`; beside a database on this machine, the secrets
 * of `npm run dev` as well. A setting that is given as empty stays empty, which counts as unset.
 * @throws Error naming a line of these files that is no setting: it would be missing, and a default take its place
 */
export function givenSettings(): NodeJS.ProcessEnv {
  return {
    ...(isLocalDatabase() && readMadeUpSecrets(fromRoot(LOCAL_SECRETS))),
    ...readSettingsFile(fromRoot('.dev.vars')),
    ...process.env,
  }
}

/** Hashes made under a made-up key would be strangers among those of any other database. */
function isLocalDatabase(): boolean {
  const url = databaseUrl()
  return url === undefined || isThisMachine(describeTarget(url).host)
}

function fromRoot(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url))
}

/**
 * The settings that a script needs, by the Worker's own rules.
 * @throws ConfigError naming every missing or malformed one at once
 */
export function readSettings<Name extends keyof TextSettings>(
  names: readonly Name[],
): Pick<TextSettings, Name> {
  return parseSettings(givenSettings(), names)
}

/** What scripts on personal data read beside the database, for their help. */
export const RETENTION_SETTING = {
  RETENTION_DAYS: 'for how many days personal data is kept (30); from the environment or .dev.vars',
}
export const HASH_KEY_SETTING = {
  IP_HASH_SECRET:
    'the key of the hashes, the same as in production; from the environment or .dev.vars, and for a database on this ' +
    'machine also what npm run dev has made up',
}
