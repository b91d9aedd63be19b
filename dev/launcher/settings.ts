import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { parseEnv } from 'node:util'
import { explainFileError, LaunchError } from './launch-error.ts'

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

/**
 * The settings in a file of the form of `.dev.vars`; none when the file does not exist.
 * @throws LaunchError naming the file, or a line that is no setting, never what stands in it: it may be a secret
 */
export function readSettings(file: string): Settings {
  if (!existsSync(file)) return {}
  const text = readText(file)
  refuseUnreadableLines(text, basename(file))
  return { ...parseEnv(text) } as Settings
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new LaunchError(explainFileError(error as Error, file) ?? (error as Error).message, {
      cause: error,
    })
  }
}

/** Node's parser passes over what it does not understand, and a setting with a typing error would be missing. */
function refuseUnreadableLines(text: string, file: string): void {
  const lines = text.split(/\r?\n/)
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!.trim()
    if (line === '' || line.startsWith('#')) continue
    const [, value] = /^(?:export\s+)?[A-Za-z_]\w*\s*=\s*(.*)$/.exec(line) ?? []
    if (value === undefined) {
      throw new LaunchError(
        `Line ${index + 1} of ${file} is not understood: a setting is NAME=value, and a comment begins with #.`,
      )
    }
    const quote = /^["'`]/.exec(value)?.[0]
    if (quote === undefined || value.indexOf(quote, 1) > 0) continue
    const end = lines.findIndex((later, at) => at > index && later.includes(quote))
    if (end < 0)
      throw new LaunchError(`Line ${index + 1} of ${file} opens a quote (${quote}) that is not closed.`)
    index = end
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

/** Random secrets, made up when first asked for and kept in the file. */
export function keepSecrets(file: string, names: string[]): Settings {
  const kept = readSettings(file)
  const missing = names.filter((name) => !kept[name])
  for (const name of missing) kept[name] = randomBytes(SECRET_BYTES).toString('hex')
  if (missing.length > 0) writeSettings(file, kept)
  return Object.fromEntries(names.map((name) => [name, kept[name]!]))
}

function quote(name: string, value: string): string {
  const mark = ["'", '`', '"'].find((candidate) => !value.includes(candidate))
  if (mark === undefined || /[\r\n]/.test(value)) {
    throw new LaunchError(`${name} cannot be kept: it has a line break, or all three kinds of quotes.`)
  }
  return mark + value + mark
}
