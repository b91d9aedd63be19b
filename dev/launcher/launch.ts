import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { SETTING_NAMES } from '#app/platform/config.server.ts'
import { BuildFailedError } from '#dev/worker/build-failure.ts'
import { startFront } from './front/front.ts'
import { LocalWorker } from '#dev/worker/local-worker.ts'
import { Announcement } from './announcement.ts'
import { describeUnknownSettings, requireUsableSettings, type Settings } from './check-settings.ts'
import { chooseDatabase, isNeon } from './database.ts'
import { explainStartFailure, LaunchError } from './launch-error.ts'
import { startLocalCloud, type LocalCloud } from './local-cloud.ts'
import { noteLauncher, requireNoOtherLauncher } from './other-launcher.ts'
import { explainTakenPort, readPorts, requireFreePorts, type Ports } from './ports.ts'
import { givenSettings, keepSecrets, readSettings } from './settings.ts'

const DEV_VARS = '.dev.vars'
const MIGRATIONS = join('prisma', 'migrations')

export interface LaunchOptions {
  /** The checkout. */
  root: string
  env: NodeJS.ProcessEnv
  print: (line: string) => void
  /** Resolves when somebody wants it to end. */
  stopRequested: Promise<void>
}

type Stop = () => Promise<void> | void

/**
 * Runs the product on this machine until somebody wants it to end or a part of it ends by itself; then stops all of it.
 * A Worker that does not build is no reason to end: its address says what is wrong until it does.
 * @throws LaunchError naming the part that does not start or that ends by itself, after everything has been stopped
 */
export async function launch({ root, env, print, stopRequested }: LaunchOptions): Promise<void> {
  const running: Stop[] = []
  let stopping = false
  const stopped = stopRequested.then(() => {
    stopping = true
    print('Stopping ...')
  })
  try {
    const { crashed } = await startParts({ root, env, print, running, isStopping: () => stopping })
    await Promise.race([crashed, stopped])
  } catch (error) {
    // What is interrupted fails: initdb, for one, which the terminal's Ctrl-C reaches too.
    if (!stopping) throw error
  } finally {
    for (let stop = running.pop(); stop; stop = running.pop()) await stop()
  }
}

/** @returns what rejects when a part ends though nobody asked for it */
async function startParts(options: {
  root: string
  env: NodeJS.ProcessEnv
  print: (line: string) => void
  /** Gets what stops each part, in the order of their start. */
  running: Stop[]
  isStopping: () => boolean
}): Promise<{ crashed: Promise<never> }> {
  const { root, env, print, running } = options
  const dataDir = join(root, '.data')
  const folder = realpathSync(root)
  const noteFile = join(dataDir, 'launcher.json')

  const ports = readPorts(env)
  const given = readGivenSettings(root, env)
  for (const line of describeUnknownSettings(readSettings(join(root, DEV_VARS)))) print(line)
  const database = chooseDatabase({ url: given.DATABASE_URL, ports, dataDir: join(dataDir, 'postgres') })
  await requireNoOtherLauncher({ file: noteFile, folder })
  // Once: nobody watches the file, and what was made with a secret needs it for as long as the launcher runs.
  const secrets = keepSecrets(join(dataDir, 'secrets.env'), [
    'SESSION_SECRETS',
    'IP_HASH_SECRET',
    'OPS_TOKEN',
  ])
  const crm = given.CRM === 'salesforce' ? 'salesforce' : 'hubspot'
  await requireFreePorts(ports, {
    except: [
      ...('url' in database ? (['postgres'] as const) : []),
      ...(crm === 'hubspot' ? (['salesforceStandIn'] as const) : []),
    ],
  })

  const front = await startFront({ port: ports.worker, folder }).catch((error: Error) => {
    throw explainTakenPort(error, ports)
  })
  running.push(() => front.close())
  running.push(noteLauncher({ file: noteFile, port: ports.worker }))

  const cloud = await startLocalCloud({
    database,
    crm,
    ports,
    workerUrl: `http://localhost:${ports.worker}`,
    log: print,
  }).catch((error: Error) => {
    throw explainStartFailure(explainTakenPort(error, ports))
  })
  running.push(() => cloud.stop())
  // Where wrangler.toml binds a Hyperdrive, wrangler takes from here where it leads to: locally it is the same database.
  process.env.CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE ??= cloud.databaseUrl
  if (options.isStopping()) return { crashed: new Promise(() => {}) }

  const announcement = new Announcement({
    ports,
    crm,
    databaseUrl: cloud.databaseUrl,
    opsToken: given.OPS_TOKEN ?? secrets.OPS_TOKEN!,
    print,
  })
  running.push(() => announcement.end())
  const worker = new LocalWorker({
    root,
    folder: join(dataDir, 'worker'),
    front,
    watched: [DEV_VARS, MIGRATIONS],
    readSettings: () => chooseSettings({ root, env, cloud, ports, secrets, database: given.DATABASE_URL }),
    env,
    print,
    onChange(paths) {
      if (paths.some((path) => path.startsWith(MIGRATIONS))) {
        print(
          'prisma/migrations has changed: npm run db:migrate applies what is new to the running database.',
        )
      }
    },
    onOutcome: (failure) => announcement.note(failure),
  })
  running.push(() => worker.stop())
  return { crashed: firstCrash(cloud, worker) }
}

function readGivenSettings(root: string, env: NodeJS.ProcessEnv): Settings {
  const given = givenSettings(env, readSettings(join(root, DEV_VARS)), SETTING_NAMES)
  requireUsableSettings(given, env)
  return given
}

/** @throws BuildFailedError where what the developer has set by now cannot be used */
function chooseSettings(options: {
  root: string
  env: NodeJS.ProcessEnv
  cloud: LocalCloud
  ports: Ports
  secrets: Settings
  /** The DATABASE_URL that the local cloud was started for. */
  database: string | undefined
}): Settings {
  const { root, env, cloud, ports, secrets, database } = options
  try {
    const given = readGivenSettings(root, env)
    if (given.DATABASE_URL !== database) {
      throw new LaunchError('DATABASE_URL has changed, which takes another start: Ctrl-C, npm run dev.')
    }
    const { NEON_GATEWAY, ...settings } = cloud.settings
    return {
      ...settings,
      ...(NEON_GATEWAY && !isNeon(given.DATABASE_URL) && { NEON_GATEWAY }),
      ...secrets,
      SITE_URL: `http://localhost:${ports.worker}`,
      BRIEFING_URL: 'https://example.com/briefing',
      HUBSPOT_DEAL_AMOUNT: '15000',
      PRISMA_LOG: 'query,error,warn',
      CONTENT_PREVIEW: 'true',
      ...given,
    }
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error
    throw new BuildFailedError({ title: 'A setting cannot be used', message: error.message })
  }
}

/** Rejects when a part ends though nobody asked for it. */
function firstCrash(cloud: LocalCloud, worker: LocalWorker): Promise<never> {
  return new Promise((_, reject) => {
    void cloud.crashed.then((error) => reject(explainStartFailure(error)))
    void worker.crashed.then((how) => reject(new LaunchError(`The Worker ended: ${how}`)))
  })
}
