import type { Database } from '#app/data/database.server.ts'
import { type OpenPrivacyRequest, findPrivacyRequest } from '#app/data/privacy/requests.server.ts'
import { hashToken } from '#app/platform/token.server.ts'

/** A request whose link is good, with the hash that its token is stored as. */
export type PrivacyLink = OpenPrivacyRequest & { tokenHash: string }

/**
 * What a link from an e-mail opens. Changes nothing.
 * @returns null for a link that is altered, unknown, used or expired: they all look the same
 */
export async function openPrivacyLink(db: Database, token: string): Promise<PrivacyLink | null> {
  const tokenHash = await hashToken(token)
  const request = tokenHash && (await findPrivacyRequest(db, tokenHash))
  return request ? { ...request, tokenHash } : null
}
