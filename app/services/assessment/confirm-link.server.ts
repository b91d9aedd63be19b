import { confirmAddress } from '#app/data/mail/access-links.server.ts'
import type { Database } from '#app/data/database.server.ts'

/** Notes that a person acted through the link. @returns the assessment whose lead is to be sent for it; null: none */
export async function confirmLink(db: Database, tokenHash: string): Promise<string | null> {
  return confirmAddress(db, tokenHash)
}
