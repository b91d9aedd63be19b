import { DriverAdapterError } from '@prisma/driver-adapter-utils'
import type { PrismaClient } from '#app/data/database.server.ts'
import type { AdapterFactory } from '#app/data/leasable-adapter.server.ts'
import { createNodeClient } from '#app/data/node-client.server.ts'
import type { Actor } from './actor.ts'
import type { Adapter } from './database.ts'
import type { Scheduler } from './scheduler.ts'
import { nameStatement } from './statement-names.ts'

type Query = Parameters<Adapter['queryRaw']>[0]
export type Rows = Awaited<ReturnType<Adapter['queryRaw']>>

/** Sees each statement with its answer, as soon as it is carried out. */
export type StatementWatch = (actor: Actor, query: Query, rows: Rows | null) => void

/** Another text for a statement: how a mutation takes something away from the product's SQL. */
export type Rewrite = (sql: string) => string

interface Lease {
  actor: Actor
  scheduler: Scheduler
  watch: StatementWatch
  rewrite: Rewrite
}

/**
 * A driver adapter whose statements wait for their turn. It outlives the simulations, as making a client takes long; who crashes
 * leaves promises behind that nobody settles, which hold nothing.
 */
class GateFactory implements AdapterFactory {
  readonly provider = 'postgres' as const
  readonly adapterName = 'scorecard-sim'
  lease: Lease | null = null

  async connect(): Promise<Adapter> {
    return {
      provider: this.provider,
      adapterName: this.adapterName,
      queryRaw: (query) =>
        this.#take(
          query,
          (adapter, sent) => adapter.queryRaw(sent),
          (rows) => rows,
        ),
      executeRaw: (query) =>
        this.#take(
          query,
          (adapter, sent) => adapter.executeRaw(sent),
          () => null,
        ),
      executeScript: () => Promise.reject(new Error('Scripts are not simulated.')),
      startTransaction: () =>
        Promise.reject(new Error('Transactions of several statements are not simulated.')),
      getConnectionInfo: () => ({ supportsRelationJoins: true }),
      dispose: () => Promise.resolve(),
    }
  }

  #take<T>(
    query: Query,
    send: (adapter: Adapter, query: Query) => Promise<T>,
    rowsOf: (answer: T) => Rows | null,
  ): Promise<T> {
    if (!this.lease) throw new Error('A statement of no run of the simulation.')
    const { actor, scheduler, watch, rewrite } = this.lease
    return scheduler.take(actor, {
      label: nameStatement(query.sql),
      isStatement: true,
      perform: async (session) => {
        const breaks = actor.takeStatement()
        if (breaks === 'before') return broken()
        const result = session.run((adapter) => send(adapter, { ...query, sql: rewrite(query.sql) }))
        const answer = await result.catch(() => null)
        if (answer !== null) watch(actor, query, rowsOf(answer))
        return breaks === 'after' ? broken() : { result, latencyMs: 0 }
      },
    })
  }
}

function broken<T>(): { result: Promise<T>; latencyMs: number } {
  return { result: Promise.reject<T>(new DriverAdapterError({ kind: 'ConnectionClosed' })), latencyMs: 0 }
}

interface GatedClient {
  db: PrismaClient
  factory: GateFactory
}

/** Clients to be lent to one run after the other. */
export class ClientPool {
  readonly #idle: GatedClient[] = []
  #lent: GatedClient[] = []

  lend(lease: Lease): PrismaClient {
    const client = this.#idle.pop() ?? createClient()
    client.factory.lease = lease
    // The first time, this loads Prisma's compiler, which takes a while that no seed knows of.
    void lease.scheduler.track(client.db.$connect())
    this.#lent.push(client)
    return client.db
  }

  /** Whoever had one has come to an end. */
  takeBackAll(): void {
    for (const client of this.#lent) client.factory.lease = null
    this.#idle.push(...this.#lent)
    this.#lent = []
  }
}

function createClient(): GatedClient {
  const factory = new GateFactory()
  return { db: createNodeClient(factory, { logging: { levels: [], log: SILENT } }), factory }
}

const nothing = () => undefined
const SILENT = { info: nothing, warn: nothing, error: nothing }
