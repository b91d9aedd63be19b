import type { Database } from '#app/data/database.server.ts'
import { withdrawByLink } from '#app/data/privacy/requests.server.ts'
import type { PrivacyLink } from './open-link.server.ts'

/** Nothing is sent to, or about, the person until they agree again. False when the link was no longer good. */
export async function withdrawConsent(
  db: Database,
  { tokenHash }: Pick<PrivacyLink, 'tokenHash'>,
): Promise<boolean> {
  return withdrawByLink(db, tokenHash)
}
