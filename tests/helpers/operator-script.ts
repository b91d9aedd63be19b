import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/**
 * Runs an operator's script as npm does, as a process of its own.
 * @param script below `scripts`, e.g. `privacy/status`
 * @param options its standard input, and environment variables
 * @returns its exit code and all that it printed
 */
export async function runOperatorScript(
  databaseUrl: string,
  script: string,
  args: readonly string[] = [],
  { input = '', ...env }: Record<string, string> = {},
) {
  const file = fileURLToPath(new URL(`../../scripts/${script}.ts`, import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    env: {
      PATH: process.env.PATH,
      DIRECT_DATABASE_URL: databaseUrl,
      IP_HASH_SECRET: 'script-key-000000000000000000000000000000',
      HUBSPOT_ACCESS_TOKEN: '',
      ...env,
    },
  })
  child.stdin.end(input)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [out, error, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, printed: out + error }
}
