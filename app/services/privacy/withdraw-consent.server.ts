import type { Database } from '#app/data/database.server.ts'
import type { WithdrawalOutcome } from '#app/data/privacy/contact-marks.server.ts'
import { withdrawByLink } from '#app/data/privacy/requests.server.ts'
import type { Language } from '#app/domain/language/languages.ts'
import { hashAddress } from '#app/platform/address-hash.server.ts'
import type { PrivacyLink } from './open-link.server.ts'

/**
 * Nothing is sent to, or about, the person until they agree again, and HubSpot is told. Without a receipt the link was no
 * longer good.
 */
export async function withdrawConsent(
  db: Database,
  { email, tokenHash }: Pick<PrivacyLink, 'tokenHash'> & { email: string },
  hashSecrets: readonly string[],
  language: Language,
): Promise<WithdrawalOutcome> {
  const { recipient } = await hashAddress(hashSecrets, email)
  return withdrawByLink(db, tokenHash, recipient, language)
}
