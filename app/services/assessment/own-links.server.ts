import type { Database } from '#app/data/database.server.ts'
import { type OwnLinkKind, deleteOwnLink, insertOwnLink } from '#app/data/own-links.server.ts'
import { deriveToken, hashToken, recoverToken } from '#app/platform/token.server.ts'
import type { OwnResults } from './open-results.server.ts'

export type { OwnLinkKind }

/** Makes a link to these results that says nothing of who they are about. It stays the same until it ends. */
export async function makeOwnLink(
  db: Database,
  { id: assessmentId }: OwnResults,
  kind: OwnLinkKind,
  secrets: readonly string[],
): Promise<void> {
  const id = crypto.randomUUID()
  const tokenHash = await hashToken(await deriveToken(secrets[0] ?? '', id))
  if (tokenHash === null) throw new Error('A derived token has no hash')
  await insertOwnLink(db, { id, tokenHash, assessmentId, kind })
}

export async function endOwnLink(db: Database, { id }: OwnResults, kind: OwnLinkKind): Promise<void> {
  await deleteOwnLink(db, id, kind)
}

/** Null without such a link, and for everybody but the browser that took the assessment. */
export async function recoverOwnToken(
  { ownBrowser, ownLinks }: OwnResults,
  kind: OwnLinkKind,
  secrets: readonly string[],
): Promise<string | null> {
  const link = ownBrowser ? ownLinks?.find((one) => one.kind === kind) : undefined
  return link ? recoverToken(secrets, link.id, link.tokenHash) : null
}
