import { execFile } from 'node:child_process'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { WRANGLER_BIN } from './wrangler-bin.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What a Worker reaches its database by; each build has one (wrangler.toml, `[alias]`). */
export type Driver = 'neon' | 'hyperdrive'

/** What takes the place of the driver module, as wrangler.toml's `[alias]` says it. */
export const DRIVER_ALIAS: Record<Driver, Record<string, string>> = {
  neon: { '#app/data/driver.server.ts': './app/data/neon-driver.server.ts' },
  hyperdrive: { '#app/data/driver.server.ts': './app/data/hyperdrive-driver.server.ts' },
}

/** Where `wrangler deploy --dry-run` leaves the very modules that a deployment would upload. */
export const WORKER_BUNDLE: Record<Driver, string> = {
  neon: join(root, 'build/worker'),
  hyperdrive: join(root, 'build/worker-hyperdrive'),
}
export const CLIENT_ASSETS = join(root, 'build/client')

/**
 * Builds app and Worker as a deployment would, without uploading anything, for Neon whatever wrangler.toml has chosen.
 * @throws with what the build printed
 */
export async function buildWorker(): Promise<void> {
  const alias = Object.entries(DRIVER_ALIAS.neon).flatMap((pair) => ['--alias', pair.join(':')])
  await dryRun(['--outdir', WORKER_BUNDLE.neon, ...alias])
}

/** What of wrangler.toml decides how a Worker is bundled. */
interface WorkerConfig {
  main: string
  compatibility_date: string
  minify: boolean
  keep_names: boolean
  define: Record<string, string>
  alias: Record<string, string>
}

/**
 * Bundles the Worker once more, for Hyperdrive, around the app that {@link buildWorker} has left: the app is the same, and
 * building it again would empty `build/`.
 * @throws with what the build printed
 */
export async function bundleForHyperdrive(): Promise<void> {
  const { unstable_readConfig: readConfig } = await import('wrangler')
  const { alias, main, compatibility_date, minify, keep_names, define } = readConfig({
    config: join(root, 'wrangler.toml'),
  }) as WorkerConfig
  const aliases = Object.entries({ ...alias, ...DRIVER_ALIAS.hyperdrive })
  const folder = WORKER_BUNDLE.hyperdrive
  const config = join(folder, 'wrangler.json')
  await mkdir(folder, { recursive: true })
  await writeFile(
    config,
    JSON.stringify({
      name: 'scorecard',
      main,
      compatibility_date,
      minify,
      keep_names,
      define,
      alias: Object.fromEntries(aliases.map(([from, to]) => [from, resolve(root, to)])),
    }),
  )
  await dryRun(['--config', config, '--outdir', folder])
}

async function dryRun(options: string[]): Promise<void> {
  const args = [WRANGLER_BIN, 'deploy', '--dry-run', ...options]
  await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 16 * 1024 * 1024 }).catch(
    (error: Error & { stdout?: string; stderr?: string }) => {
      throw new Error(`The Worker did not build:\n${error.stdout ?? ''}${error.stderr ?? error.message}`)
    },
  )
}

/** The built Worker's modules, the entry first, as Miniflare takes them. */
export async function readWorkerModules(driver: Driver = 'neon') {
  const folder = WORKER_BUNDLE[driver]
  const names = (await readdir(folder)).filter((name) => /\.(js|wasm)$/.test(name))
  const modules = await Promise.all(
    names.map(async (name) => ({
      type: name.endsWith('.wasm') ? ('CompiledWasm' as const) : ('ESModule' as const),
      path: join(folder, name),
      contents: await readFile(join(folder, name)),
    })),
  )
  return modules.sort((a, b) => Number(b.path.endsWith('main.js')) - Number(a.path.endsWith('main.js')))
}
