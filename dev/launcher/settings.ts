import { randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { readMadeUpSecrets, readSettingsFile } from '#prisma/settings-file.ts'
import { requireUsableSecrets, type Settings } from './check-settings.ts'
import { explainFileError, LaunchError } from './launch-error.ts'

const SECRET_BYTES = 32
const OWNER_ONLY = 0o600

/**
 * What the developer has set: in the environment, which wins, or in `.dev.vars`. A setting that is given as empty stays
 * empty, which the Worker takes as unset.
 * @param names settings to look for in the environment, beside those of `.dev.vars`
 */
export function givenSettings(env: NodeJS.ProcessEnv, devVars: Settings, names: string[]): Settings {
  const given = [...new Set([...names, ...Object.keys(devVars)])].map((name) => [
    name,
    env[name] ?? devVars[name],
  ])
  return Object.fromEntries(given.filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/**
 * The settings in a file of the form of `.dev.vars`; none when the file does not exist.
 * @throws LaunchError naming the file, or a line that is no setting, never what stands in it: it may be a secret
 */
export function readSettings(file: string): Settings {
  return explained(file, () => readSettingsFile(file))
}

function explained<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    const { message, cause } = error as Error
    const explanation = cause instanceof Error ? explainFileError(cause, file) : null
    throw new LaunchError(explanation ?? message, { cause: error })
  }
}

/**
 * Writes settings to a file that its owner alone may read.
 * @throws LaunchError for a value that such a file cannot hold
 */
export function writeSettings(file: string, settings: Settings): void {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${quote(name, value)}\n`)
  mkdirSync(dirname(file), { recursive: true })
  // Never into a file that is there: another copy of the checkout may be linked to it.
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, lines.join(''), { mode: OWNER_ONLY })
  renameSync(unfinished, file)
}

/**
 * Random secrets, made up when first asked for and kept in the file.
 * @throws LaunchError with a way out where the file, or a secret in it, cannot be used
 */
export function keepSecrets(file: string, names: string[]): Settings {
  const kept = explained(file, () => readMadeUpSecrets(file))
  const missing = names.filter((name) => !kept[name])
  for (const name of missing) kept[name] = randomBytes(SECRET_BYTES).toString('hex')
  const secrets = Object.fromEntries(names.map((name) => [name, kept[name]!]))
  requireUsableSecrets(secrets, file)
  if (missing.length > 0) writeSettings(file, kept)
  return secrets
}

function quote(name: string, value: string): string {
  const mark = ["'", '`', '"'].find((candidate) => !value.includes(candidate))
  if (mark === undefined || /[\r\n]/.test(value)) {
    throw new LaunchError(`${name} cannot be kept: it has a line break, or all three kinds of quotes.`)
  }
  return mark + value + mark
}
