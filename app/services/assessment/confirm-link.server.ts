import { markLinkUsed } from '#app/data/mail/access-links.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { hashToken } from '#app/platform/token.server.ts'

/** Notes that a person acted through the link, which confirms its address. */
export async function confirmLink(db: Database, token: string): Promise<void> {
  const tokenHash = await hashToken(token)
  if (tokenHash !== null) await markLinkUsed(db, tokenHash)
}
