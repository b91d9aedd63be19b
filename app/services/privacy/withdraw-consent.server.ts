import type { Database } from '#app/data/database.server.ts'
import { withdrawByLink } from '#app/data/privacy/requests.server.ts'
import type { PrivacyLink } from './open-link.server.ts'

/**
 * From now on nothing is sent to, or about, the owner of a link, until they agree again.
 * @returns whether the link was still good
 */
export async function withdrawConsent(
  db: Database,
  { tokenHash }: Pick<PrivacyLink, 'tokenHash'>,
): Promise<boolean> {
  return withdrawByLink(db, tokenHash)
}
