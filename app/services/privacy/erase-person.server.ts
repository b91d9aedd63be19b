import type { Database } from '#app/data/database.server.ts'
import { erasePersonRowsByLink } from '#app/data/privacy/requests.server.ts'
import { hashAddress } from '#app/platform/address-hash.server.ts'
import type { PrivacyLink } from './open-link.server.ts'

/**
 * Erases the owner of a link here, and notes what is to be erased in HubSpot.
 * @returns the receipt's number, the same for every post of the link; null when it has expired meanwhile
 */
export async function erasePerson(
  db: Database,
  { email, tokenHash }: Pick<PrivacyLink, 'tokenHash'> & { email: string },
  hashSecrets: readonly string[],
): Promise<string | null> {
  const { recipient } = await hashAddress(hashSecrets, email)
  return erasePersonRowsByLink(db, tokenHash, recipient)
}
