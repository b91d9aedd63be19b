import { execFile } from 'node:child_process'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { WRANGLER_BIN } from './wrangler-bin.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Where `wrangler deploy --dry-run` leaves the very modules that a deployment would upload. */
export const WORKER_BUNDLE = join(root, 'build/worker')
export const CLIENT_ASSETS = join(root, 'build/client')

/**
 * Builds app and Worker as a deployment would, without uploading anything.
 * @throws with what the build printed
 */
export async function buildWorker(): Promise<void> {
  const args = [WRANGLER_BIN, 'deploy', '--dry-run', '--outdir', WORKER_BUNDLE]
  await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 16 * 1024 * 1024 }).catch(
    (error: Error & { stdout?: string; stderr?: string }) => {
      throw new Error(`The Worker did not build:\n${error.stdout ?? ''}${error.stderr ?? error.message}`)
    },
  )
}

/** The built Worker's modules, the entry first, as Miniflare takes them. */
export async function readWorkerModules() {
  const names = (await readdir(WORKER_BUNDLE)).filter((name) => /\.(js|wasm)$/.test(name))
  const modules = await Promise.all(
    names.map(async (name) => ({
      type: name.endsWith('.wasm') ? ('CompiledWasm' as const) : ('ESModule' as const),
      path: join(WORKER_BUNDLE, name),
      contents: await readFile(join(WORKER_BUNDLE, name)),
    })),
  )
  return modules.sort((a, b) => Number(b.path.endsWith('main.js')) - Number(a.path.endsWith('main.js')))
}
