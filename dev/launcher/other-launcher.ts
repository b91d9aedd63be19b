import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { STATE_PATH } from './front/unavailable.ts'
import { LaunchError } from './launch-error.ts'

/** A launcher that loads its tools answers late; a port where nobody listens answers at once. */
const ANSWER_TIMEOUT_MS = 15_000
const note = z.object({ port: z.number() })
const answer = z.object({ folder: z.string() })

/**
 * Refuses a second launcher in a folder: the two would build into the same files. A process number would not do to find
 * the first, as it may belong to another program by now; so its address is asked.
 * @param options.file where the first has noted its port
 * @throws LaunchError with the address of the first
 */
export async function requireNoOtherLauncher(options: { file: string; folder: string }): Promise<void> {
  const port = readNote(options.file)
  if (port === null || (await askFolder(port)) !== options.folder) return
  throw new LaunchError(
    `The local cloud of this folder runs already: http://localhost:${port}. Use that one, or stop it with Ctrl-C ` +
      'where it was started. To run two side by side, start the other in a copy of the checkout.',
  )
}

/** @returns a function that takes the note back */
export function noteLauncher(options: { file: string; port: number }): () => void {
  mkdirSync(dirname(options.file), { recursive: true })
  // Never into a file that is there: another copy of the checkout may be linked to it.
  rmSync(options.file, { force: true })
  writeFileSync(options.file, JSON.stringify({ port: options.port }))
  return () => rmSync(options.file, { force: true })
}

function readNote(file: string): number | null {
  try {
    return note.parse(JSON.parse(readFileSync(file, 'utf8'))).port
  } catch {
    return null
  }
}

async function askFolder(port: number): Promise<string | null> {
  try {
    const response = await fetch(`http://localhost:${port}${STATE_PATH}`, {
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    })
    return answer.parse(await response.json()).folder
  } catch {
    return null
  }
}
