import type { Writable } from 'node:stream'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import type { AdapterFactory } from '#app/data/leasable-adapter.server.ts'
import { startDisposablePostgres } from '#dev/postgres/disposable-postgres.ts'
import { connect } from '#prisma/connection.ts'
import { migrate } from '#prisma/migrate.ts'
import type { VirtualTime } from './clock.ts'
import { EMPTY, ENTER_VIRTUAL_TIME, GO_ON, LET_PAUSE, PAUSED, PREPARE, START_AFRESH } from './virtual-sql.ts'

export type Adapter = Awaited<ReturnType<AdapterFactory['connect']>>

/** One connection, whose statements see the virtual time. */
export interface Session {
  run<T>(statement: (adapter: Adapter) => Promise<T>): Promise<T>
}

const SETTINGS = {
  // Statistics would change plans, and with them the order of rows that nobody has ordered.
  autovacuum: 'off',
  // In the folder of the data: a socket costs half of what TCP does.
  unix_socket_directories: '.',
}

/** After so many seeds, the rows that were deleted are cleared away: nothing else does it. */
const SEEDS_PER_CLEARANCE = 50

/** A real PostgreSQL with the product's migrations, in which `now()` is the virtual time. */
export class SimDatabase {
  readonly #direct: TimedConnection
  readonly #plain: OwnSession
  readonly #pausing: OwnSession
  readonly #stop: () => Promise<void>
  #letsPause: Promise<unknown> = Promise.resolve()
  #seeds = 0
  #writes = 0

  private constructor(
    [direct, plain, pausing]: [TimedConnection, OwnSession, OwnSession],
    stop: () => Promise<void>,
  ) {
    this.#direct = direct
    this.#plain = plain
    this.#pausing = pausing
    this.#stop = stop
  }

  /** Starts an embedded PostgreSQL that goes when the database is closed; or makes a given, empty database ready. */
  static async open(existingUrl?: string): Promise<SimDatabase> {
    const server = existingUrl === undefined ? await startDisposablePostgres(SETTINGS) : null
    const prepared = existingUrl ?? server!.url('sim')
    await migrate({ url: prepared })
    const first = await connect(prepared)
    await first.query(PREPARE)
    await first.end()
    const url = server ? `${prepared}?host=${encodeURIComponent(server.dataDir)}` : prepared
    // Only a connection made now has the settings.
    const direct = await TimedConnection.open(url)
    await direct.query(ENTER_VIRTUAL_TIME)
    await direct.query(LET_PAUSE)
    const [plain, pausing] = [await OwnSession.open(url), await OwnSession.open(url)]
    await pausing.connection.query(`SET sim.pauses = 'on'`)
    return new SimDatabase([direct, plain, pausing], async () => {
      for (const { connection } of [plain, pausing]) await connection.end()
      await direct.end()
      await server?.stop()
    })
  }

  get plain(): Session {
    return this.#plain
  }

  /** Grows whenever something may have changed in the tables. */
  get writes(): number {
    return this.#writes + this.#plain.runs + this.#pausing.runs
  }

  /** Empties all tables for the next simulation. */
  async reset(time: VirtualTime, seed: number): Promise<void> {
    for (const { connection } of [this.#plain, this.#pausing]) connection.time = time
    this.#direct.time = time
    this.#writes++
    if (++this.#seeds % SEEDS_PER_CLEARANCE === 0) await this.#direct.query(START_AFRESH)
    await this.#direct.query(EMPTY.replaceAll('$seed', String(Math.trunc(seed))))
  }

  /** For those who watch: a question past the scheduler. */
  async read<Row extends object>(sql: string): Promise<Row[]> {
    const { rows } = await this.#direct.query({ text: sql, name: this.#direct.nameOf(sql) })
    return rows as Row[]
  }

  /** For what nobody's run does: a change past the scheduler. */
  async write(sql: string, values: unknown[]): Promise<void> {
    this.#writes++
    await this.#direct.query({ text: sql, name: this.#direct.nameOf(sql) }, values)
  }

  /**
   * Carries two statements out so that they overlap: the first stops at the first row that it has locked to change it; the
   * second goes as far as it can; then the first goes on. Where locks are taken in different orders, they meet here.
   */
  async together<A, B>(
    first: (session: Session) => Promise<A>,
    second: (session: Session) => Promise<B>,
  ): Promise<[A, B]> {
    await this.#letsPause
    const pauses = new Promise<true>((resolve) => {
      this.#pausing.connection.onPause = () => resolve(true)
    })
    const one = first(this.#pausing)
    const isPaused = await Promise.race([pauses, settled(one).then(() => false)])
    const two = second(this.#plain)
    if (isPaused) {
      await this.#untilDoneOrWaiting(two, this.#plain.connection.pid)
      await this.#direct.query(GO_ON)
      await Promise.all([settled(one), settled(two)])
      this.#letsPause = this.#direct.query(LET_PAUSE)
    }
    return Promise.all([one, two])
  }

  close(): Promise<void> {
    return this.#stop()
  }

  async #untilDoneOrWaiting(work: Promise<unknown>, pid: number): Promise<void> {
    let isDone = false
    void settled(work).then(() => (isDone = true))
    while (!isDone) {
      const { rows } = await this.#direct.query({ text: 'SELECT sim.waits($1) AS waits', name: 'waits' }, [
        pid,
      ])
      if ((rows as { waits: boolean }[])[0]!.waits) return
    }
  }
}

function settled(work: Promise<unknown>): Promise<unknown> {
  return work.catch(() => undefined)
}

/**
 * One connection for good: the usual pool opens a new one after each failed statement, and what was set on the old one is gone.
 * Each statement is preceded by the time, in the same packet.
 */
class TimedConnection extends pg.Pool {
  time: VirtualTime | null = null
  onPause: () => void = () => undefined
  pid = 0
  #client: pg.PoolClient | null = null
  #shown = Number.NaN
  readonly #names = new Map<string, string>()

  static async open(url: string): Promise<TimedConnection> {
    const pool = new TimedConnection({ connectionString: url, max: 1, pipeline: true })
    // A connection that breaks while idle must not end the process: the next query reports it.
    pool.on('error', () => undefined)
    pool.#client = await pool.connect()
    pool.#client.on('notice', ({ message }) => {
      if (message === PAUSED) pool.onPause()
    })
    const { rows } = await pool.#client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    pool.pid = rows[0]!.pid
    return pool
  }

  /** Statements that have a name are planned once. */
  nameOf(sql: string): string {
    const name = this.#names.get(sql) ?? `s${this.#names.size}`
    this.#names.set(sql, name)
    return name
  }

  // The adapter awaits promises only, so that one of the base class's many signatures is enough.
  override query = (async (config: pg.QueryConfig | string, values?: unknown[]) => {
    const client = this.#client!
    const { stream } = (client as unknown as { connection: { stream: Writable } }).connection
    stream.cork()
    this.#showTime(client)
    const answer = client.query(config as pg.QueryConfig, values)
    stream.uncork()
    return answer
  }) as unknown as pg.Pool['query']

  #showTime(client: pg.PoolClient): void {
    const now = this.time?.databaseNow ?? 0
    if (now === this.#shown) return
    this.#shown = now
    const values = [new Date(now).toISOString()]
    void client.query({ text: `SELECT set_config('sim.now', $1, false)`, name: 'now', values })
  }

  override async end(): Promise<void> {
    this.#client?.release()
    await super.end()
  }
}

class OwnSession implements Session {
  /** how many statements it has carried out */
  runs = 0
  readonly connection: TimedConnection
  readonly #adapter: Adapter

  private constructor(connection: TimedConnection, adapter: Adapter) {
    this.connection = connection
    this.#adapter = adapter
  }

  static async open(url: string): Promise<OwnSession> {
    const connection = await TimedConnection.open(url)
    const statementNameGenerator = ({ sql }: { sql: string }) => connection.nameOf(sql)
    return new OwnSession(connection, await new PrismaPg(connection, { statementNameGenerator }).connect())
  }

  run<T>(statement: (adapter: Adapter) => Promise<T>): Promise<T> {
    this.runs++
    return statement(this.#adapter)
  }
}
