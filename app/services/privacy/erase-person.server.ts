import type { Database } from '#app/data/database.server.ts'
import { eraseByLink as eraseOwner } from '#app/data/privacy/requests.server.ts'
import { hashAddress } from './address-hashes.server.ts'
import type { PrivacyLink } from './open-link.server.ts'

/** Returns the receipt's number; null when somebody has used the link meanwhile. */
export async function eraseByLink(
  db: Database,
  { email, tokenHash }: Pick<PrivacyLink, 'email' | 'tokenHash'>,
  hashSecrets: readonly string[],
): Promise<string | null> {
  const { recipient } = await hashAddress(hashSecrets, email)
  return eraseOwner(db, tokenHash, recipient)
}
