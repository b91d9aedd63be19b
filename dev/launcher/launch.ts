import { join } from 'node:path'
import { SETTING_NAMES } from '#app/platform/config.server.ts'
import { startCrons } from './crons.ts'
import { chooseDatabase, isNeon } from './database.ts'
import { LaunchError } from './launch-error.ts'
import { startLocalCloud, type LocalCloud } from './local-cloud.ts'
import { readPorts, requireFreePorts, type Ports } from './ports.ts'
import { givenSettings, keepSecrets, readSettings, type Settings } from './settings.ts'
import { startLocalWorker, type LocalWorker } from './worker.ts'

export interface LaunchOptions {
  /** The checkout. */
  root: string
  env: NodeJS.ProcessEnv
  print: (line: string) => void
  /** Resolves when somebody wants it to end. */
  stopRequested: Promise<void>
}

/**
 * Runs the product on this machine until somebody wants it to end or a part of it fails; then stops all of it.
 * @throws Error naming the part that does not start or that ends by itself, after everything has been stopped
 */
export async function launch({ root, env, print, stopRequested }: LaunchOptions): Promise<void> {
  const dataDir = join(root, '.data')
  const running: (() => Promise<void> | void)[] = []
  let stopping = false
  const stopped = stopRequested.then(() => {
    stopping = true
    print('Stopping ...')
  })

  try {
    const ports = readPorts(env)
    const given = givenSettings(env, readSettings(join(root, '.dev.vars')), SETTING_NAMES)
    const database = chooseDatabase({ url: given.DATABASE_URL, ports, dataDir: join(dataDir, 'postgres') })
    await requireFreePorts(ports, { except: 'url' in database ? ['postgres'] : [] })

    const cloud = await startLocalCloud({ database, ports, log: print }).catch((error: Error) => {
      throw explained(error)
    })
    running.push(() => cloud.stop())
    if (stopping) return

    const settings = { ...chooseSettings({ cloud, ports, dataDir, given }), ...given }
    const onLine = (line: string) => print(`[worker] ${line}`)
    const worker = await startLocalWorker({ root, dataDir, port: ports.worker, settings, env, onLine })
    running.push(() => worker.stop())
    const crashed = firstCrash(cloud, worker)
    await Promise.race([worker.ready, crashed, stopped])
    if (stopping) return

    print(addresses(ports, cloud))
    running.push(await startCrons({ root, port: ports.worker, print }))
    await Promise.race([crashed, stopped])
  } finally {
    for (let stop = running.pop(); stop; stop = running.pop()) await stop()
  }
}

function chooseSettings(options: {
  cloud: LocalCloud
  ports: Ports
  dataDir: string
  given: Settings
}): Settings {
  const { cloud, ports, dataDir, given } = options
  const { NEON_GATEWAY, ...settings } = cloud.settings
  return {
    ...settings,
    ...(NEON_GATEWAY && !isNeon(given.DATABASE_URL) && { NEON_GATEWAY }),
    ...keepSecrets(join(dataDir, 'secrets.env'), ['SESSION_SECRETS', 'IP_HASH_SECRET']),
    SITE_URL: `http://localhost:${ports.worker}`,
    BRIEFING_URL: 'https://example.com/briefing',
    HUBSPOT_DEAL_AMOUNT: '15000',
  }
}

/** Rejects when a part ends though nobody asked for it. */
function firstCrash(cloud: LocalCloud, worker: LocalWorker): Promise<never> {
  return new Promise((_, reject) => {
    void cloud.crashed.then((error) => reject(explained(error)))
    void worker.ended.then((message) => reject(new LaunchError(message)))
  })
}

/** PostgreSQL and migrations say in their errors what is wrong and what to do: where in the code it arose says nothing. */
function explained(error: Error): LaunchError {
  return new LaunchError(error.message, { cause: error })
}

function addresses(ports: Ports, cloud: LocalCloud): string {
  return [
    '',
    'AI Readiness Scorecard runs on this machine:',
    `  http://localhost:${ports.worker}   the assessment`,
    `  http://localhost:${ports.hubspotStandIn}   HubSpot stand-in: contacts, deals, calls, faults`,
    `  http://localhost:${ports.mailbox}   mailbox: e-mails sent`,
    `  localhost:${ports.neonGateway}          Neon gateway`,
    `  ${cloud.databaseUrl}`,
    'Ctrl-C stops all of it.',
    '',
  ].join('\n')
}
