import { markLinkUsed } from '#app/data/mail/access-links.server.ts'
import type { Database } from '#app/data/database.server.ts'

/** Notes that a person acted through the link, which confirms its address. */
export async function confirmLink(db: Database, tokenHash: string, now: Date): Promise<void> {
  await markLinkUsed(db, tokenHash, now)
}
