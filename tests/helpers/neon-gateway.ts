// eslint-disable-next-line no-restricted-syntax -- setImmediate waits for one turn of the event loop, not for a time
import { setImmediate } from 'node:timers/promises'
import { neonConfig, Pool, type PoolClient } from '@neondatabase/serverless'
import type { Clock } from '#dev/neon-gateway/clock.ts'
import { startNeonGateway, type NeonGateway } from '#dev/neon-gateway/server.ts'

/**
 * Starts a gateway in front of the server that a test database is on, and points this process's Neon driver at it. The
 * driver keeps its settings in one global object: one gateway a test file.
 * @param clock of injected latency; the machine's when left out
 */
export async function startTestGateway(databaseUrl: string, clock?: Clock): Promise<NeonGateway> {
  const { port } = new URL(databaseUrl)
  const gateway = await startNeonGateway({
    port: 0,
    postgres: { host: 'localhost', port: Number(port || 5432) },
    clock,
  })
  pointDriverAt(gateway)
  return gateway
}

/** Has this process's Neon driver use another gateway from now on. */
export function pointDriverAt({ address }: NeonGateway): void {
  neonConfig.poolQueryViaFetch = true
  neonConfig.fetchEndpoint = `http://${address}/sql`
  neonConfig.wsProxy = () => `${address}/v1`
  neonConfig.useSecureWebSocket = false
}

/** Sends `POST /sql` as the driver does, for answers that the driver would hide. */
export function postSql(
  gateway: NeonGateway,
  options: { body: string; connectionString?: string; headers?: Record<string, string> },
): Promise<Response> {
  return fetch(`http://${gateway.address}/sql`, {
    method: 'POST',
    body: options.body,
    headers: {
      ...(options.connectionString && { 'Neon-Connection-String': options.connectionString }),
      'Neon-Raw-Text-Output': 'true',
      'Neon-Array-Mode': 'true',
      ...options.headers,
    },
  })
}

/** A clock of injected latency that moves only when a test says so. */
export class ManualClock implements Clock {
  #now = 0
  readonly #waiting = new Set<{ dueAt: number; action: () => void }>()

  now = () => this.#now

  after = (ms: number, action: () => void) => {
    const entry = { dueAt: this.#now + ms, action }
    this.#waiting.add(entry)
    return () => void this.#waiting.delete(entry)
  }

  /** How many actions wait for their time. */
  get waiting(): number {
    return this.#waiting.size
  }

  /** Moves to the time of the next action, and carries it out. */
  advance(): void {
    const [next] = [...this.#waiting].sort((one, other) => one.dueAt - other.dueAt)
    if (!next) throw new Error('Nothing waits for this clock')
    this.#waiting.delete(next)
    this.#now = next.dueAt
    next.action()
  }

  /** Moves on whenever something waits, until the work is done. @returns how many milliseconds that took by this clock */
  async run(work: () => Promise<unknown>): Promise<number> {
    const began = this.#now
    let done = false
    const working = work().finally(() => (done = true))
    while (!done) {
      await setImmediate()
      if (this.waiting > 0) this.advance()
    }
    await working
    return this.#now - began
  }
}

/** A pool over the tunnel whose sessions may be cut: without a listener, a lost session ends the process. */
export function createTunnelPool(databaseUrl: string): Pool {
  const pool = new Pool({ connectionString: databaseUrl })
  pool.on('error', () => {})
  pool.on('connect', (client: PoolClient) => client.on('error', () => {}))
  return pool
}
