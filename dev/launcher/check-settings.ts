import { ConfigError, parseConfig, SETTING_NAMES } from '#app/platform/config.server.ts'
import { MADE_UP_REMEDY } from '#prisma/settings-file.ts'
import { LaunchError } from './launch-error.ts'

export type Settings = Record<string, string>

/** Read by scripts and tests; they stand in .dev.vars.example. */
const OF_SCRIPTS = ['DIRECT_DATABASE_URL', 'TEST_DATABASE_URL']

const KNOWN: readonly string[] = [...SETTING_NAMES, ...OF_SCRIPTS]

/** In place of those that the launcher makes up. */
const MADE_UP: Settings = {
  DATABASE_URL: 'postgresql://user@localhost/database',
  SESSION_SECRETS: '0'.repeat(64),
  IP_HASH_SECRET: '0'.repeat(64),
  SITE_URL: 'http://localhost',
}

/**
 * Checks what the developer has set, by the Worker's own rules: it would answer every request with an error.
 * @throws LaunchError naming each setting that cannot be used, what it should look like and where it is set
 */
export function requireUsableSettings(given: Settings, env: NodeJS.ProcessEnv): void {
  requireUsable(given, {
    where: (name) => (env[name] === undefined ? '.dev.vars' : 'the environment'),
    wayOut: 'Correct it, or take it out: the local cloud then chooses one.',
  })
}

/** @throws LaunchError naming the secrets in a file of the launcher's own that the Worker would not take */
export function requireUsableSecrets(secrets: Settings, file: string): void {
  requireUsable(secrets, { where: () => file, wayOut: MADE_UP_REMEDY })
}

function requireUsable(settings: Settings, words: { where: (name: string) => string; wayOut: string }): void {
  try {
    parseConfig({ ...MADE_UP, ...settings })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const lines = error.settings.map((line) => `${line} (set in ${words.where(line.split(' ')[0]!)}).`)
    throw new LaunchError([...lines, words.wayOut].join('\n'))
  }
}

/** Says which names in .dev.vars nobody reads; a typing error would otherwise go unseen. */
export function describeUnknownSettings(devVars: Settings): string[] {
  return Object.keys(devVars)
    .filter((name) => !KNOWN.includes(name))
    .map((name) =>
      /(?:^|_)PORT$/.test(name)
        ? `${name} in .dev.vars changes nothing: ports are taken from the environment alone.`
        : `${name} in .dev.vars is no setting that the Worker knows.`,
    )
}
