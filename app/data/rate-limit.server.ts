import type { RateLimit } from '#app/domain/limits.ts'
import { type Sql, sql } from './database.server.ts'

/**
 * An expression: counts a hit, and says whether it is within the limit.
 * @param key an expression, the purpose and a keyed hash
 */
export function hitRateLimit(key: Sql, { times, seconds }: RateLimit): Sql {
  return sql`rate_limit_hit(${key}, ${times}::int, make_interval(secs => ${seconds}::float8))`
}
