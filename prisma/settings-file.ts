import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

/**
 * The settings in a file of the form of `.dev.vars`; none when the file does not exist.
 * @throws Error naming the file and a line that is no setting, never what stands in it: it may be a secret
 */
export function readSettingsFile(file: string): Record<string, string> {
  if (!existsSync(file)) return {}
  const text = readText(file)
  refuseUnreadableLines(text, file)
  return { ...parseEnv(text) } as Record<string, string>
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    // Node's own does not say which file.
    const message = error instanceof Error ? error.message : String(error)
    throw new Error(`${file} cannot be read: ${message}`, { cause: error })
  }
}

/** What to do about a file of secrets that cannot be used. */
export const MADE_UP_REMEDY =
  'npm run dev has made this file up and does so again where there is none: delete it. Cookies, links and hashes that were ' +
  'made with its secrets are not recognized afterwards.'

/**
 * The secrets that `npm run dev` has made up.
 * @throws Error as `readSettingsFile` does, with the way out
 */
export function readMadeUpSecrets(file: string): Record<string, string> {
  try {
    return readSettingsFile(file)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new Error(`${message}\n${MADE_UP_REMEDY}`, { cause: error })
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
      throw new Error(
        `Line ${index + 1} of ${file} is not understood: a setting is NAME=value, and a comment begins with #.`,
      )
    }
    const quote = /^["'`]/.exec(value)?.[0]
    if (quote === undefined || value.indexOf(quote, 1) > 0) continue
    const end = lines.findIndex((later, at) => at > index && later.includes(quote))
    if (end < 0) throw new Error(`Line ${index + 1} of ${file} opens a quote (${quote}) that is not closed.`)
    index = end
  }
}
