import type { Database } from '#app/data/database.server.ts'
import { type OpenPrivacyRequest, findPrivacyRequest } from '#app/data/privacy/requests.server.ts'
import { hashToken } from '#app/platform/token.server.ts'

export type PrivacyLink = OpenPrivacyRequest & { tokenHash: string }

/** Changes nothing. Links that are altered, unknown or expired look the same: null. */
export async function openPrivacyLink(db: Database, token: string, now: Date): Promise<PrivacyLink | null> {
  const tokenHash = await hashToken(token)
  const request = tokenHash && (await findPrivacyRequest(db, tokenHash, now))
  return request ? { ...request, tokenHash } : null
}
