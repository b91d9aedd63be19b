import type { Database } from '#app/data/database.server.ts'
import { deleteSharedLink, insertSharedLink } from '#app/data/shared-links.server.ts'
import { deriveToken, hashToken, recoverToken } from '#app/platform/token.server.ts'
import type { OwnResults } from './open-results.server.ts'

/** Makes the link with which anybody reads the results, without a word of who they are about. It stays the same until it ends. */
export async function shareResults(
  db: Database,
  { id: assessmentId }: OwnResults,
  secrets: readonly string[],
): Promise<void> {
  const id = crypto.randomUUID()
  const tokenHash = await hashToken(await deriveToken(secrets[0] ?? '', id))
  if (tokenHash === null) throw new Error('A derived token has no hash')
  await insertSharedLink(db, { id, tokenHash, assessmentId })
}

export async function stopSharing(db: Database, { id }: OwnResults): Promise<void> {
  await deleteSharedLink(db, id)
}

export async function recoverSharedToken(
  { ownBrowser, sharedId, sharedHash }: OwnResults,
  secrets: readonly string[],
): Promise<string | null> {
  if (!ownBrowser || sharedId === null || sharedHash === null) return null
  return recoverToken(secrets, sharedId, sharedHash)
}
