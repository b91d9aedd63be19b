import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { AttemptOrder } from './attempt-messages.ts'
import { BuildFailedError, readBuildOutput } from './build-failure.ts'

/** Whoever deletes the build's folder while it is being built has not broken anything. */
const OUTPUT_LOST = /ENOENT[^\n]*\bbuild\b/

/**
 * Runs wrangler.toml's `[build]` command, once more if what it had written was deleted meanwhile. What it has to say is
 * shown when it fails; warnings, always.
 * @throws BuildFailedError with the compiler's message
 */
export async function runBuildCommand({ root, config }: AttemptOrder): Promise<void> {
  const { command, cwd = root } = config.build
  if (command === undefined) return
  const assets = config.assets?.directory
  for (let run = 1; ; run++) {
    const { failure, output } = await runCommand(command, cwd)
    const lost = failure === null ? assets !== undefined && !existsSync(assets) : OUTPUT_LOST.test(output)
    if (lost && run === 1) continue
    if (failure === null) return
    const { message, place } = readBuildOutput(output, root)
    throw new BuildFailedError({
      title: `The build fails: ${command}`,
      message: message || `It printed nothing and ended with ${failure}.`,
      place,
    })
  }
}

async function runCommand(command: string, cwd: string): Promise<{ failure: string | null; output: string }> {
  const child = spawn(command, { shell: true, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  // Progress on the one, warnings and errors on the other; a command that fails may have said why on either.
  let progress = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (progress += chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
  const failure = await new Promise<string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) =>
      resolve(code === 0 ? null : signal ? `signal ${signal}` : `exit code ${code}`),
    )
  })
  if (failure === null && output) process.stderr.write(output)
  return { failure, output: output.trim() ? output : progress }
}
