import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import type { AdapterFactory } from '#app/data/leasable-adapter.server.ts'
import { startDisposablePostgres } from '#dev/postgres/disposable-postgres.ts'
import { connect } from '#prisma/connection.ts'
import { migrate } from '#prisma/migrate.ts'
import type { VirtualTime } from './clock.ts'
import { ENTER_VIRTUAL_TIME, PAUSE_KEY, PREPARE, RESET } from './virtual-sql.ts'

export type Adapter = Awaited<ReturnType<AdapterFactory['connect']>>

/** One connection, whose statements see the virtual time. */
export interface Session {
  run<T>(statement: (adapter: Adapter) => Promise<T>): Promise<T>
}

interface OwnSession extends Session {
  pid: number
  close(): Promise<void>
}

/** A real PostgreSQL with the product's migrations, in which `now()` is the virtual time. */
export class SimDatabase {
  readonly #direct: pg.Client
  readonly #plain: OwnSession
  readonly #pausing: OwnSession
  readonly #stop: () => Promise<void>
  #time: VirtualTime | null = null

  private constructor(direct: pg.Client, sessions: [OwnSession, OwnSession], stop: () => Promise<void>) {
    this.#direct = direct
    ;[this.#plain, this.#pausing] = sessions
    this.#stop = stop
  }

  /** Starts an embedded PostgreSQL that goes when the database is closed; or makes a given, empty database ready. */
  static async open(existingUrl?: string): Promise<SimDatabase> {
    // Statistics would change plans, and with them the order of rows that nobody has ordered.
    const server = existingUrl === undefined ? await startDisposablePostgres({ autovacuum: 'off' }) : null
    const url = existingUrl ?? server!.url('sim')
    await migrate({ url })
    const first = await connect(url)
    await first.query(PREPARE)
    await first.end()
    // Only a connection made now has the settings.
    const direct = await connect(url)
    await direct.query(ENTER_VIRTUAL_TIME)
    const now = () => database.#now()
    const sessions = [await openSession(url, now, false), await openSession(url, now, true)] as const
    const database: SimDatabase = new SimDatabase(direct, [...sessions], async () => {
      await direct.end()
      await server?.stop()
    })
    return database
  }

  get plain(): Session {
    return this.#plain
  }

  /** Empties all tables for the next simulation. */
  async reset(time: VirtualTime, seed: number): Promise<void> {
    this.#time = time
    await this.#direct.query(RESET.replaceAll('$seed', String(Math.trunc(seed))))
  }

  /** For those who watch: a statement past the scheduler. */
  async read<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    await this.#direct.query('SELECT set_config($1, $2, false)', [
      'sim.now',
      new Date(this.#now()).toISOString(),
    ])
    const { rows } = await this.#direct.query<Row>(sql, values)
    return rows
  }

  /**
   * Carries two statements out so that they overlap: the first stops at the first row that it has locked to change it; the
   * second goes as far as it can; then the first goes on. Where locks are taken in different orders, they meet here.
   */
  async together<A, B>(
    first: (session: Session) => Promise<A>,
    second: (session: Session) => Promise<B>,
  ): Promise<[A, B]> {
    await this.#direct.query('SELECT pg_advisory_lock($1)', [PAUSE_KEY])
    const one = first(this.#pausing)
    await this.#untilDoneOrWaiting(one, this.#pausing.pid)
    const two = second(this.#plain)
    await this.#untilDoneOrWaiting(two, this.#plain.pid)
    await this.#direct.query('SELECT pg_advisory_unlock($1)', [PAUSE_KEY])
    return Promise.all([one, two])
  }

  async close(): Promise<void> {
    await this.#plain.close()
    await this.#pausing.close()
    await this.#stop()
  }

  #now(): number {
    return this.#time?.databaseNow ?? 0
  }

  async #untilDoneOrWaiting(work: Promise<unknown>, pid: number): Promise<void> {
    const state = { done: false }
    void work.finally(() => (state.done = true)).catch(() => undefined)
    while (!state.done) {
      const { rows } = await this.#direct.query(
        `SELECT FROM pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'`,
        [pid],
      )
      if (rows.length > 0) return
    }
  }
}

/** One connection for good: the usual pool opens a new one after each failed statement, and what was set on the old one is gone. */
class LastingPool extends pg.Pool {
  // The adapter awaits promises only, so that one of the base class's many signatures is enough.
  override query = (async (config: pg.QueryConfig, values?: unknown[]) => {
    const client = await this.connect()
    try {
      return await client.query(config, values)
    } finally {
      client.release()
    }
  }) as unknown as pg.Pool['query']
}

async function openSession(url: string, now: () => number, pauses: boolean): Promise<OwnSession> {
  const pool = new LastingPool({ connectionString: url, max: 1, idleTimeoutMillis: 0 })
  const { rows } = await pool.query<{ pid: number }>(
    `SELECT pg_backend_pid() AS pid, set_config('sim.pauses', $1, false)`,
    [pauses ? 'on' : 'off'],
  )
  const adapter = await new PrismaPg(pool).connect()
  let shown = Number.NaN
  return {
    pid: rows[0]!.pid,
    async run(statement) {
      const time = now()
      if (time !== shown) {
        await pool.query(`SELECT set_config('sim.now', $1, false)`, [new Date(time).toISOString()])
        shown = time
      }
      return statement(adapter)
    },
    close: () => pool.end(),
  }
}
