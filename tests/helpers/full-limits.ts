import { type Counter, countNetwork } from '#app/data/rate-limit.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { STARTS_PER_NETWORK } from '#app/domain/limits.ts'
import { hashNetworkWithEach } from '#app/platform/network.server.ts'
import { LOCAL_SECRET } from '#dev/worker/miniflare.ts'

/** As if each counter had just had all but `left` of its hits. */
export async function fillLimits(db: Database, counters: readonly Counter[], left = 0): Promise<void> {
  for (const { key, limit } of counters) {
    await db.$executeRaw`
      INSERT INTO rate_limits (key, hits)
      SELECT ${key}, array_agg(now()) FROM generate_series(1, ${limit.times - left}::int)
      ON CONFLICT (key) DO UPDATE SET hits = EXCLUDED.hits`
  }
}

/** The counters of one purpose for an address, as the Worker of the tests makes them. */
export async function networkCounters(
  purpose: string,
  address: string,
  limit: Counter['limit'],
): Promise<Counter[]> {
  return countNetwork(purpose, await hashNetworkWithEach([LOCAL_SECRET], address), limit)
}

/** As if a network had started as many assessments as it may, so that the next one meets a challenge. */
export async function useUpStarts(db: Database, address: string, left = 0): Promise<void> {
  const limit = { times: STARTS_PER_NETWORK.usual, seconds: STARTS_PER_NETWORK.seconds }
  // The narrower one: what a wider one has left is for its neighbours.
  const [counter] = await networkCounters('start', address, limit)
  await fillLimits(db, [counter!], left)
}

/** As if so many seconds had gone by for all counters. */
export async function passLimitSeconds(db: Database, seconds: number): Promise<void> {
  await db.$executeRaw`
    UPDATE rate_limits SET
      hits = ARRAY(SELECT hit - make_interval(secs => ${seconds}::float8) FROM unnest(hits) AS hit)`
}
