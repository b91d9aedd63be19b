import { confirmAddress } from '#app/data/mail/access-links.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { hashToken } from '#app/platform/token.server.ts'

/** Notes that a person acted through the link. @returns the assessment whose lead is to be sent for it; null: none */
export async function confirmLink(db: Database, token: string): Promise<string | null> {
  const tokenHash = await hashToken(token)
  return tokenHash === null ? null : confirmAddress(db, tokenHash)
}
