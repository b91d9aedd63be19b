import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const checkout = fileURLToPath(new URL('../..', import.meta.url))

/** The scripts of package.json, by name. */
export const NPM_SCRIPTS = (
  JSON.parse(readFileSync(path.join(checkout, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
).scripts

export interface NpmRun {
  code: number | null
  stdout: string
  stderr: string
}

/**
 * Runs a script of package.json as `npm run NAME -- ARGS` does: by the shell, with the project's programs in PATH.
 * @param options.folder another checkout than this one
 * @param options.programs a folder whose programs are found before all others
 * @param options.env the whole environment, beside PATH
 */
export async function runNpmScript(
  name: string,
  args: readonly string[] = [],
  options: { folder?: string; programs?: string; env?: Record<string, string> } = {},
): Promise<NpmRun> {
  const { folder = checkout, programs, env } = options
  const places = [programs, path.join(folder, 'node_modules/.bin'), process.env.PATH]
  const child = spawn('/bin/sh', ['-c', `${NPM_SCRIPTS[name]} "$@"`, 'sh', ...args], {
    cwd: folder,
    env: { ...env, PATH: places.filter(Boolean).join(path.delimiter) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, stdout, stderr }
}
