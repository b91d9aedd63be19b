import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { readSettings } from '#dev/launcher/settings.ts'
import { withTarget } from '#dev/database-target.ts'
import type { PrismaClient } from '#app/data/database.server.ts'
import { createNodeClient } from '#app/data/node-client.server.ts'
import { parsePrivacySettings } from '#app/platform/config.server.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface ScriptContext {
  db: PrismaClient
  /** What to call the database in messages. */
  label: string
  settings: ReturnType<typeof parsePrivacySettings>
  print: (line: string) => void
}

/**
 * The settings of a script: from the environment, which wins, else from `.dev.vars`, else the secrets that `npm run dev`
 * has made up for the embedded database.
 */
export function scriptSettings(env: NodeJS.ProcessEnv = process.env): Record<string, string | undefined> {
  const made = readSettings(path.join(root, '.data/secrets.env'))
  return { ...made, ...readSettings(path.join(root, '.dev.vars')), ...env }
}

/**
 * Runs an operator's script on the database that is meant (`DIRECT_DATABASE_URL`, else `DATABASE_URL`, else the embedded
 * one). A failure is told in one line, which never holds what was typed, and sets the exit code.
 */
export async function runScript(work: (context: ScriptContext) => Promise<void>): Promise<void> {
  try {
    const settings = parsePrivacySettings(scriptSettings())
    await withTarget(async ({ url, label }) => {
      const db = createNodeClient(url)
      try {
        await work({ db, label, settings, print: (line) => console.log(line) })
      } finally {
        await db.$disconnect()
      }
    })
  } catch (error) {
    console.error(describeFailure(error))
    process.exitCode = 1
  }
}

/**
 * Reads a script's options.
 * @throws Error with the usage alone: Node's own message quotes what was typed, an address or a password
 */
export function parseOptions<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
  usage: string,
) {
  try {
    return parseArgs({ args: [...args], options }).values
  } catch {
    throw new Error(usage)
  }
}

/** Messages of the database driver may quote parameters, and those are addresses: only ours are shown. */
function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'Failed.'
  if (error.name.startsWith('PrismaClient')) {
    const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : ''
    return `The database refused a statement${code}. Is it migrated? npm run db:migrate`
  }
  return error.message
}
