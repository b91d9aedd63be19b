import * as z from 'zod'
import { type RateLimit, SITE_FACTOR } from '#app/domain/limits.ts'
import type { NetworkHashes } from '#app/platform/network.server.ts'
import { type Database, type Sql, sql } from './database.server.ts'
import { one } from './rows.server.ts'

/** What is counted, and how much of it is allowed. */
export interface Counter {
  /** the purpose and a keyed hash */
  key: string
  limit: RateLimit
}

/** The counters of one purpose for where a request came from; what comes from nowhere has one together. */
export function countNetwork(
  purpose: string,
  networks: readonly NetworkHashes[],
  limit: RateLimit,
): Counter[] {
  if (networks.length === 0) return [{ key: `${purpose}:unknown`, limit }]
  // Under every key: a replaced key neither forgets nor forgives.
  return networks.flatMap(({ network, site }) => {
    const counter = { key: `${purpose}:${network}`, limit }
    if (site === null) return [counter]
    return [
      counter,
      { key: `${purpose}-site:${site}`, limit: { ...limit, times: limit.times * SITE_FACTOR } },
    ]
  })
}

/**
 * A relation of one row: counts a hit of each counter, or of none and says which refuses.
 * @param counters the narrowest first
 */
export function hitRateLimits(counters: readonly Counter[]): Sql {
  const keys = counters.map(({ key }) => key)
  const times = counters.map(({ limit }) => limit.times)
  const seconds = counters.map(({ limit }) => limit.seconds)
  return sql`hit_rate_limits(${keys}::text[], ${times}::int[], ${seconds}::float8[])`
}

/**
 * Counts what no other statement counts along.
 * @throws RateLimitError when a counter has no room
 */
export async function countHits(db: Database, counters: readonly Counter[]): Promise<void> {
  const rows = await db.$queryRaw(sql`SELECT * FROM ${hitRateLimits(counters)}`)
  requireRoom(one(rows, z.object(limitColumns)))
}

/** The columns of {@link hitRateLimits}; null when all was counted. */
export const limitColumns = {
  refusedKey: z.string().nullable(),
  waitSeconds: z.number().nullable(),
}

/** Somebody has had their share, and nothing was written. */
class RateLimitError extends Error {
  override readonly name = 'RateLimitError'
  /**
   * @param purpose of the counter that refused
   * @param retryAfterSeconds until it has room again
   */
  constructor(
    readonly purpose: string,
    readonly retryAfterSeconds: number,
  ) {
    super(`The limit "${purpose}" has no room for ${retryAfterSeconds} seconds.`)
  }
}

/** @throws RateLimitError when a counter has refused */
export function requireRoom({ refusedKey, waitSeconds }: z.output<z.ZodObject<typeof limitColumns>>): void {
  if (refusedKey === null) return
  const [purpose = ''] = refusedKey.split(':')
  throw new RateLimitError(purpose, Math.max(1, Math.ceil(waitSeconds ?? 1)))
}

export interface Limited {
  kind: 'limited'
  purpose: string
  retryAfterSeconds: number
}

/** What the work comes to, or which limit it met. */
export async function orLimited<Outcome>(work: () => Promise<Outcome>): Promise<Outcome | Limited> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof RateLimitError)) throw error
    return { kind: 'limited', purpose: error.purpose, retryAfterSeconds: error.retryAfterSeconds }
  }
}
