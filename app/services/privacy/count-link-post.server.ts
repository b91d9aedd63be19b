import type { Database } from '#app/data/database.server.ts'
import { type Limited, countHits, orLimited } from '#app/data/rate-limit.server.ts'
import { POSTS_PER_PRIVACY_LINK } from '#app/domain/limits.ts'

/** Counts a post through a link about personal data. Null when it may be answered. */
export async function countLinkPost(db: Database, tokenHash: string): Promise<Limited | null> {
  const counters = [{ key: `privacy-link:${tokenHash}`, limit: POSTS_PER_PRIVACY_LINK }]
  return (await orLimited(() => countHits(db, counters))) ?? null
}
