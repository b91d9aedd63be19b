import { Miniflare, convertV4MiniflareOptions } from 'miniflare'
import type { WorkerBundle } from './esbuild-bundle.ts'
import { CLIENT_ASSETS, type Driver, WORKER_BUNDLE, readWorkerModules } from './deployable-build.ts'

/** Any value works where nobody else sees the cookies; it has the length that the configuration asks for. */
export const LOCAL_SECRET = 'local-only-secret-000000000000000000000'

export const COMPATIBILITY_DATE = '2026-11-17'

export interface MiniflareWorker {
  /** origin of the Worker, e.g. http://127.0.0.1:40001 */
  url: string
  miniflare: Miniflare
}

/**
 * The settings that the Worker needs to start; `vars` differ from them, undefined leaves one out.
 * @param database nothing where a Hyperdrive is bound
 */
export function localBindings(
  database: { url?: string; gateway?: string },
  vars: Record<string, string | undefined> = {},
): Record<string, string> {
  const all: Record<string, string | undefined> = {
    DATABASE_URL: database.url,
    NEON_GATEWAY: database.gateway,
    SESSION_SECRETS: LOCAL_SECRET,
    IP_HASH_SECRET: LOCAL_SECRET,
    SITE_URL: 'http://localhost',
    RETENTION_DAYS: '30',
    // Every tick is a job's run.
    IDLE_MINUTES: '1',
    ...vars,
  }
  const set = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(set)
}

/**
 * Runs the built Worker with its assets in workerd, on any free port.
 * @param options.driver which build of it; Neon's unless told
 * @param options.onLog gets each line that the Worker logs
 */
export async function startBuiltWorker(options: {
  bindings: Record<string, string>
  driver?: Driver
  /** in place of that build */
  bundle?: WorkerBundle
  /** bound as HYPERDRIVE: a connection string, which the runtime replaces by one of its own */
  hyperdrive?: string
  /** name of a binding that sends e-mail through Cloudflare; the local one only writes files */
  sendEmail?: string
  /** bound as BROWSER: a module whose class `Browser` is the entrypoint that stands in for Cloudflare's */
  browser?: string
  onLog?: (line: string) => void
}): Promise<MiniflareWorker> {
  const { driver = 'neon', bundle, hyperdrive, browser } = options
  const scorecard = {
    name: 'scorecard',
    compatibilityDate: COMPATIBILITY_DATE,
    modules: bundle?.modules ?? (await readWorkerModules(driver)),
    modulesRoot: bundle?.root ?? WORKER_BUNDLE[driver],
    bindings: options.bindings,
    ...(hyperdrive !== undefined && { hyperdrives: { HYPERDRIVE: hyperdrive } }),
    ...(browser !== undefined && {
      serviceBindings: { BROWSER: { name: 'browser', entrypoint: 'Browser' } },
    }),
    email: { send_email: options.sendEmail === undefined ? [] : [{ name: options.sendEmail }] },
    assets: { directory: CLIENT_ASSETS, binding: 'ASSETS', routerConfig: { has_user_worker: true } },
  }
  const standIns =
    browser === undefined
      ? []
      : [{ name: 'browser', compatibilityDate: COMPATIBILITY_DATE, modules: true, script: browser }]
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      port: 0,
      workers: [scorecard, ...standIns],
      handleStructuredLogs: ({ message }) => options.onLog?.(message),
    }),
  )
  return { url: (await miniflare.ready).origin, miniflare }
}
