import type { Database } from '#app/data/database.server.ts'
import { withdrawByLink } from '#app/data/privacy/requests.server.ts'
import { hashAddress } from '#app/platform/address-hash.server.ts'
import type { PrivacyLink } from './open-link.server.ts'

/** Nothing is sent to, or about, the person until they agree again. False when the link was no longer good. */
export async function withdrawConsent(
  db: Database,
  { email, tokenHash }: Pick<PrivacyLink, 'email' | 'tokenHash'>,
  hashSecrets: readonly string[],
): Promise<boolean> {
  const { recipient } = await hashAddress(hashSecrets, email)
  return withdrawByLink(db, tokenHash, recipient)
}
