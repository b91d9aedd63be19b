import pg from 'pg'
import { GatewayError } from './gateway-error.ts'

const CONNECTIONS_PER_DATABASE = 10
const IDLE_MS = 10_000

/** The PostgreSQL behind the gateway: the only address that it ever connects to. */
export interface PostgresAddress {
  host: string
  port: number
}

/** A small pool of connections for each user and database, like Neon's proxy keeps behind SQL over HTTP. */
export class ConnectionPools {
  readonly #postgres: PostgresAddress
  readonly #pools = new Map<string, pg.Pool>()
  readonly #inUse = new Set<pg.PoolClient>()

  constructor(postgres: PostgresAddress) {
    this.#postgres = postgres
  }

  /**
   * A connection for the user and database that a connection string names; host and port in it are ignored.
   * @throws GatewayError 400 on a malformed string, 500 when PostgreSQL cannot be reached; pg.DatabaseError when it
   *   refuses the login
   */
  async acquire(connectionString: string): Promise<pg.PoolClient> {
    const pool = this.#poolOf(parseConnectionString(connectionString))
    try {
      const client = await pool.connect()
      this.#inUse.add(client)
      return client
    } catch (error) {
      if (error instanceof pg.DatabaseError) throw error
      const { host, port } = this.#postgres
      throw new GatewayError(
        500,
        `PostgreSQL at ${host}:${port} cannot be reached: ${(error as Error).message}`,
      )
    }
  }

  /** Returns a connection with its session as new, or ends it when that is not possible. */
  async release(client: pg.PoolClient, options: { broken: boolean }): Promise<void> {
    let broken = options.broken || client.getTransactionStatus() !== 'I'
    if (!broken) {
      await client.query('DISCARD ALL').catch(() => {
        broken = true
      })
    }
    this.#inUse.delete(client)
    client.release(broken)
  }

  /** Ends all connections, also those that wait for a statement. */
  async close(): Promise<void> {
    const pools = [...this.#pools.values()]
    this.#pools.clear()
    const ended = pools.map((pool) => pool.end())
    for (const client of this.#inUse) void (client as unknown as pg.Client).end()
    await Promise.all(ended)
  }

  #poolOf(login: Login): pg.Pool {
    const key = JSON.stringify([login.user, login.password, login.database])
    let pool = this.#pools.get(key)
    if (!pool) {
      pool = new pg.Pool({
        ...login,
        ...this.#postgres,
        max: CONNECTIONS_PER_DATABASE,
        idleTimeoutMillis: IDLE_MS,
        allowExitOnIdle: true,
      })
      // A lost connection is an event; without a listener, restarting PostgreSQL would end this process. The pool
      // drops a lost idle connection by itself, and a statement under way fails on its own.
      pool.on('error', () => {})
      pool.on('connect', (client) => client.on('error', () => {}))
      this.#pools.set(key, pool)
    }
    return pool
  }
}

interface Login {
  user: string
  password: string
  database: string
}

function parseConnectionString(connectionString: string): Login {
  const url = URL.canParse(connectionString) ? new URL(connectionString) : undefined
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || !url.username || url.pathname.length < 2) {
    throw new GatewayError(
      400,
      'Neon-Connection-String must look like postgresql://user:password@host/database',
    )
  }
  return {
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
  }
}
