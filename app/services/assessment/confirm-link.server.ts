import { type OpenLink, findAccessLink, markLinkUsed } from '#app/data/mail/access-links.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { hashToken } from '#app/platform/token.server.ts'

/** Changes nothing, because mail scanners follow links. Null for altered, expired and erased ones alike. */
export async function openLink(db: Database, token: string): Promise<OpenLink | null> {
  const tokenHash = await hashToken(token)
  return tokenHash === null ? null : findAccessLink(db, tokenHash)
}

export async function confirmLink(db: Database, token: string): Promise<void> {
  const tokenHash = await hashToken(token)
  if (tokenHash !== null) await markLinkUsed(db, tokenHash)
}
