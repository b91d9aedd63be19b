import type { Prisma } from './generated/workerd/client.ts'

/** Connects a Prisma client to a database. */
export type AdapterFactory = NonNullable<Prisma.PrismaClientOptions['adapter']>
type Adapter = Awaited<ReturnType<AdapterFactory['connect']>>
type Transaction = Awaited<ReturnType<Adapter['startTransaction']>>

/** The client was used outside a lease: its request is over, or it was never given out. */
class NoLeaseError extends Error {
  override readonly name = 'NoLeaseError'
  constructor() {
    super('This database client is not leased: use the one of the current request, before its release().')
  }
}

/**
 * A driver adapter that outlives requests, in front of one that must not: a {@link PrismaClient} connects once and
 * keeps its adapter, so what it keeps is this, and each lease puts the request's own adapter behind it.
 */
export class LeasableAdapterFactory implements AdapterFactory {
  readonly provider = 'postgres' as const
  readonly adapterName = 'scorecard-leasable'
  #behind: AdapterFactory | null = null
  #connected: Promise<Adapter> | null = null
  #unsettled = 0

  /** Puts `behind` in place for the next lease. It connects with the first query. */
  lease(behind: AdapterFactory): void {
    this.#behind = behind
  }

  /**
   * Ends the lease and closes its connections.
   * @returns false when work is still under way: the client must then be thrown away
   */
  async release(): Promise<boolean> {
    const connected = this.#connected
    this.#behind = null
    this.#connected = null
    const settled = this.#unsettled === 0
    await (await connected)?.dispose()
    return settled
  }

  async connect(): Promise<Adapter> {
    return {
      provider: this.provider,
      adapterName: this.adapterName,
      queryRaw: async (query) => this.#track(async () => (await this.#current()).queryRaw(query)),
      executeRaw: async (query) => this.#track(async () => (await this.#current()).executeRaw(query)),
      executeScript: async (script) => this.#track(async () => (await this.#current()).executeScript(script)),
      startTransaction: async (isolationLevel) => this.#startTransaction(isolationLevel),
      getConnectionInfo: () => ({ supportsRelationJoins: true }),
      dispose: async () => void (await this.release()),
    }
  }

  #current(): Promise<Adapter> {
    if (!this.#behind) throw new NoLeaseError()
    this.#connected ??= this.#behind.connect()
    return this.#connected
  }

  async #track<T>(work: () => Promise<T>): Promise<T> {
    this.#unsettled++
    try {
      return await work()
    } finally {
      this.#unsettled--
    }
  }

  async #startTransaction(isolationLevel?: Parameters<Adapter['startTransaction']>[0]): Promise<Transaction> {
    const transaction = await this.#track(async () =>
      (await this.#current()).startTransaction(isolationLevel),
    )
    this.#unsettled++
    const settle = (end: () => Promise<void>) => async () => {
      try {
        await end()
      } finally {
        this.#unsettled--
      }
    }
    return new Proxy(transaction, {
      get(target, property) {
        if (property === 'commit') return settle(() => target.commit())
        if (property === 'rollback') return settle(() => target.rollback())
        const value: unknown = Reflect.get(target, property)
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      },
    })
  }
}
