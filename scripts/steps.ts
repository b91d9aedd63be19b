import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Runs a program as a step of a script, with its output shown as it comes.
 * @param command looked for in PATH, then among the project's own programs
 * @throws Error, which begins with `failure`, when it does not end with exit code 0
 */
export async function runStep(command: string, args: readonly string[], failure: string): Promise<void> {
  const PATH = [process.env.PATH, path.join(root, 'node_modules/.bin')].filter(Boolean).join(path.delimiter)
  const child = spawn(command, args, { cwd: root, env: { ...process.env, PATH }, stdio: 'inherit' })
  const how = await new Promise<string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(code === 0 ? null : (signal ?? `exit code ${code}`)))
  })
  if (how !== null) throw new Error(`${failure} (${[command, ...args].join(' ')}: ${how})`)
}
