import { type OpenLink, findAccessLink } from '#app/data/mail/access-links.server.ts'
import type { Database } from '#app/data/database.server.ts'

/**
 * What a link from an e-mail opens. Reading changes nothing, because mail scanners follow links.
 * @returns null for a link that never was, was altered, has expired or was erased: all look the same
 */
export async function openLink(db: Database, tokenHash: string | null): Promise<OpenLink | null> {
  return tokenHash === null ? null : findAccessLink(db, tokenHash)
}
