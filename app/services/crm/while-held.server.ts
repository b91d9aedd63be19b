import type { Database } from '#app/data/database.server.ts'
import { readHeldLeads } from '#app/data/hubspot/claims.server.ts'
import type { Lead } from './group-leads.server.ts'
import type { StillWanted } from './upsert-records.server.ts'

/**
 * A record is wanted only while the run holds every lead behind it.
 * @param justClaimed they were claimed in this very moment, so that the first call needs no look at them
 */
export function whileHeld(
  db: Database,
  leadsOf: ReadonlyMap<string, readonly Lead[]>,
  justClaimed = false,
): StillWanted {
  let isFirst = justClaimed
  return async (keys) => {
    if (isFirst) {
      isFirst = false
      return new Set(keys)
    }
    const rows = (key: string) => (leadsOf.get(key) ?? []).map(({ row }) => row)
    const held = await readHeldLeads(db, keys.flatMap(rows))
    return new Set(keys.filter((key) => rows(key).every(({ id }) => held.has(id))))
  }
}
