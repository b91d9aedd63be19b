import { join, resolve } from 'node:path'
import type { Json } from 'miniflare'
import { z } from 'zod'
import { BuildFailedError, codeFrame, type SourcePlace } from './build-failure.ts'
import { parseCronExpression } from './crons/cron-expression.ts'

export const CONFIG_FILE = 'wrangler.toml'

/** What wrangler.toml says about building and running the Worker. Survives being sent to another process as JSON. */
export interface WorkerConfig {
  /** Path of the entry. */
  main: string
  /** Paths from the root of the modules that take the place of others, by the others' names. */
  alias: Record<string, string>
  /** `watchedPaths` are absolute. */
  build: { command?: string; cwd?: string; watchedPaths: string[] }
  crons: string[]
  assets?: { directory: string }
  /** The rest as Miniflare takes it: compatibility date, bindings of every kind. */
  options: object & { bindings?: Record<string, Json> }
}

const configSchema = z.object({
  main: z.string('"main" is missing: the path of the Worker\'s entry'),
  alias: z.record(z.string(), z.string()).optional(),
  build: z.object({
    command: z.string().optional(),
    cwd: z.string().optional(),
    watch_dir: z.union([z.string(), z.array(z.string())]).optional(),
  }),
  triggers: z.object({ crons: z.array(z.string()).optional() }),
  vars: z.record(z.string(), z.json()).optional(),
})

/**
 * Reads wrangler.toml anew.
 * @param databaseUrl where it binds a Hyperdrive, locally that is the same database
 * @throws BuildFailedError saying what is wrong in it
 */
export async function readWorkerConfig(root: string, databaseUrl: string | undefined): Promise<WorkerConfig> {
  // It would tell that it has found .dev.vars.
  process.env.WRANGLER_LOG ??= 'warn'
  process.env.CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE ??= databaseUrl
  // A second's work to load, which nobody has to wait for.
  const { unstable_readConfig, unstable_getMiniflareWorkerOptions } = await import('wrangler')
  const file = join(root, CONFIG_FILE)
  try {
    const {
      main,
      alias = {},
      build,
      triggers,
      vars,
    } = configSchema.parse(unstable_readConfig({ config: file }))
    const crons = triggers.crons ?? []
    crons.forEach(parseCronExpression)
    const { assets, ...options } = unstable_getMiniflareWorkerOptions(file).workerOptions as {
      assets?: { directory: string }
    }
    // Wrangler gives them relative to wherever it runs, which need not be the root.
    const watchedPaths = [build.watch_dir ?? []].flat().map((path) => resolve(path))
    return {
      main,
      alias,
      build: { command: build.command, cwd: build.cwd, watchedPaths },
      crons,
      assets,
      // Wrangler would add what it finds in .dev.vars and .env.
      options: { ...options, bindings: vars },
    }
  } catch (error) {
    throw new BuildFailedError({ title: `${CONFIG_FILE} cannot be used`, ...explain(error as Error, root) })
  }
}

/** Wrangler's errors of syntax carry the place apart from the text. */
function explain(error: Error, root: string): { message: string; place: SourcePlace } {
  if (error instanceof z.ZodError) return { message: z.prettifyError(error), place: { file: CONFIG_FILE } }
  const { location } = error as { location?: { line: number; column: number } }
  const place = { file: CONFIG_FILE, ...(location && { line: location.line, column: location.column + 1 }) }
  return { message: [error.message, codeFrame(place, root)].filter(Boolean).join('\n\n'), place }
}
