import type { Database } from '#app/data/database.server.ts'
import { type EarlierResult, findEarlierResult } from '#app/data/own-links.server.ts'

/** What a link of an earlier result lets a new one be compared with; null for a link that opens nothing. */
export async function openEarlier(db: Database, tokenHash: string | null): Promise<EarlierResult | null> {
  return tokenHash === null ? null : findEarlierResult(db, tokenHash)
}
