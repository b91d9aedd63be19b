import { join } from 'node:path'
import { WRANGLER_BIN } from '#dev/wrangler-bin.ts'
import { startProcessGroup, type ProcessGroup } from './process-group.ts'
import { writeSettings, type Settings } from './settings.ts'

const GRACE_MS = 8_000

export interface LocalWorker {
  process: ProcessGroup
  /** Resolves once the Worker answers; never when its process ends before. */
  ready: Promise<void>
}

/**
 * Starts the Worker under `wrangler dev`, which builds it by wrangler.toml's `[build]` command, again whenever a watched
 * file changes. It runs in a process of its own, so that workerd and the build can be ended with certainty.
 * @param options.root folder of wrangler.toml
 * @param options.dataDir folder for what must not land in the home directory
 */
export async function startLocalWorker(options: {
  root: string
  dataDir: string
  port: number
  settings: Settings
  env: NodeJS.ProcessEnv
  onLine: (line: string) => void
}): Promise<LocalWorker> {
  const { root, dataDir, port, settings } = options
  const envFile = join(dataDir, 'worker.env')
  writeSettings(envFile, settings)

  let reportReady: () => void
  const ready = new Promise<void>((resolve) => (reportReady = resolve))
  const process_ = await startProcessGroup(
    process.execPath,
    [
      WRANGLER_BIN,
      'dev',
      ...['--port', String(port), '--env-file', envFile],
      '--show-interactive-dev-session=false',
    ],
    {
      cwd: root,
      env: {
        ...options.env,
        // Nothing leaves the machine, and two copies know nothing of each other.
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
        WRANGLER_SEND_METRICS: 'false',
        WRANGLER_REGISTRY_PATH: join(dataDir, 'wrangler/registry'),
        WRANGLER_LOG_PATH: join(dataDir, 'wrangler/logs'),
        WRANGLER_CACHE_DIR: join(dataDir, 'wrangler/cache'),
      },
      graceMs: GRACE_MS,
      onLine: options.onLine,
      onMessage: (message) => {
        if (String(message).includes('DEV_SERVER_READY')) reportReady()
      },
    },
  )
  return { process: process_, ready }
}
