import { type OpenLink, findAccessLink } from '#app/data/mail/access-links.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { hashToken } from '#app/platform/token.server.ts'

/**
 * What a link from an e-mail opens. Reading changes nothing, because mail scanners follow links.
 * @returns null for a token that never was, was altered, has expired or was erased: all look the same
 */
export async function openLink(db: Database, token: string): Promise<OpenLink | null> {
  const tokenHash = await hashToken(token)
  return tokenHash === null ? null : findAccessLink(db, tokenHash)
}
