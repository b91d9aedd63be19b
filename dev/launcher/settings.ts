import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseEnv } from 'node:util'
import { LaunchError } from './launch-error.ts'

export type Settings = Record<string, string>

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

/** The settings in a file of the form of `.dev.vars`; none when the file does not exist. */
export function readSettings(file: string): Settings {
  if (!existsSync(file)) return {}
  return { ...parseEnv(readFileSync(file, 'utf8')) } as Settings
}

/**
 * Writes settings where Wrangler reads them (`--env-file`): a file, because what stands in a command line is visible to
 * every user of the machine.
 * @throws LaunchError for a value that such a file cannot hold
 */
export function writeSettings(file: string, settings: Settings): void {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${quote(name, value)}\n`)
  writePrivately(file, lines.join(''))
}

/** Random secrets, made up when first asked for and kept in the file. */
export function keepSecrets(file: string, names: string[]): Settings {
  const kept = readSettings(file)
  const missing = names.filter((name) => !kept[name])
  for (const name of missing) kept[name] = randomBytes(SECRET_BYTES).toString('hex')
  if (missing.length > 0) writeSettings(file, kept)
  return Object.fromEntries(names.map((name) => [name, kept[name]!]))
}

/** Wrangler takes quotes literally inside the other kind, and expands `$` in any: `\$` is a plain one. */
function quote(name: string, value: string): string {
  const mark = ["'", '`', '"'].find((candidate) => !value.includes(candidate))
  if (mark === undefined || /[\r\n]/.test(value)) {
    throw new LaunchError(`${name} cannot be passed on: it has a line break, or all three kinds of quotes.`)
  }
  return mark + value.replaceAll('$', '\\$') + mark
}

function writePrivately(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text, { mode: OWNER_ONLY })
}
