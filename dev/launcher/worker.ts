import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { WRANGLER_BIN } from '#dev/worker/wrangler-bin.ts'
import { startProcessGroup } from './process-group.ts'
import { writeSettings, type Settings } from './settings.ts'

const GRACE_MS = 8_000
/** Wrangler restarts the runtime then, but leaves every request waiting until the next build. */
const RUNTIME_CRASH = 'The Workers runtime crashed'
const CRON_ADVICE = [
  'Scheduled Workers are not automatically triggered',
  'To manually trigger a scheduled event',
  '/cdn-cgi/local/scheduled',
  '#test-cron-triggers-locally',
]

export interface LocalWorker {
  stop(): Promise<void>
  /** Resolves with what happened and the last lines of its log, when it ends or its runtime dies; asked to or not. */
  ended: Promise<string>
  /** Resolves once the Worker answers; never when it ends before. */
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

  let reportListening: () => void
  const listening = new Promise<void>((resolve) => (reportListening = resolve))
  let reportRuntimeCrash: () => void
  const runtimeCrashed = new Promise<string>((resolve) => {
    reportRuntimeCrash = () => resolve('its runtime, workerd, crashed')
  })
  const group = await startProcessGroup(
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
        // Where wrangler.toml binds a Hyperdrive, locally it is the same database.
        CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE: settings.DATABASE_URL,
        ...options.env,
        // Nothing leaves the machine, and two copies know nothing of each other.
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
        WRANGLER_SEND_METRICS: 'false',
        WRANGLER_REGISTRY_PATH: join(dataDir, 'wrangler/registry'),
        WRANGLER_LOG_PATH: join(dataDir, 'wrangler/logs'),
        WRANGLER_CACHE_DIR: join(dataDir, 'wrangler/cache'),
      },
      graceMs: GRACE_MS,
      ignoreLine: isNoise,
      onLine: (line) => {
        options.onLine(line)
        if (line.includes(RUNTIME_CRASH)) reportRuntimeCrash()
      },
      onMessage: (message) => {
        if (String(message).includes('DEV_SERVER_READY')) reportListening()
      },
    },
  )
  return {
    stop: () => group.stop(),
    ready: listening.then(() => firstAnswer(port)),
    ended: Promise.race([group.ended, runtimeCrashed]).then(
      (how) => `The Worker under wrangler dev ended: ${how}. Its last lines:\n${group.tail()}`,
    ),
  }
}

/** Wrangler takes requests before the Worker runs, and keeps them waiting. */
async function firstAnswer(port: number): Promise<void> {
  const response = await fetch(`http://localhost:${port}/health`).catch(() => null)
  await response?.body?.cancel()
}

/** Empty lines, and the advice to do by hand what the launcher does: firing the crons. */
function isNoise(line: string): boolean {
  const text = stripVTControlCharacters(line).replace('[custom build]', '').trim()
  return text === '' || CRON_ADVICE.some((part) => text.includes(part))
}
