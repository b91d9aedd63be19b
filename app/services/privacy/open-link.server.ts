import type { Database } from '#app/data/database.server.ts'
import { type OpenPrivacyRequest, findPrivacyRequest } from '#app/data/privacy/requests.server.ts'

export type PrivacyLink = OpenPrivacyRequest & { tokenHash: string }

/** Changes nothing. Links that are altered, unknown or expired look the same: null. */
export async function openPrivacyLink(
  db: Database,
  tokenHash: string | null,
  now: Date,
): Promise<PrivacyLink | null> {
  const request = tokenHash && (await findPrivacyRequest(db, tokenHash, now))
  return request ? { ...request, tokenHash } : null
}
