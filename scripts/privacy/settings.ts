import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { readSettings } from '#dev/launcher/settings.ts'
import { parsePrivacySettings } from '#app/platform/config.server.ts'
import { type ScriptDatabase, runScript, withDatabase } from '#scripts/run-script.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface ScriptContext extends ScriptDatabase {
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

/** Runs a script on personal data, on the database that is meant and with the settings that go with it. */
export async function runPrivacyScript(work: (context: ScriptContext) => Promise<void>): Promise<void> {
  await runScript(async () => {
    const settings = parsePrivacySettings(scriptSettings())
    await withDatabase((database) => work({ ...database, settings, print: (line) => console.log(line) }))
    return true
  })
}
