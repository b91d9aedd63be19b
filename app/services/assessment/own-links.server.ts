import type { Database } from '#app/data/database.server.ts'
import { type OwnLinkKind, deleteOwnLink, insertOwnLink } from '#app/data/own-links.server.ts'
import { deriveToken, hashToken, recoverToken } from '#app/platform/token.server.ts'
import type { OwnResults } from './open-results.server.ts'

export type { OwnLinkKind }

/** A link as its owner is shown it. */
export interface OwnLink {
  token: string
  expiresAt: Date
}

/** Makes a link to these results that says nothing of who they are about. It stays the same until it ends. */
export async function makeOwnLink(
  db: Database,
  assessment: OwnResults,
  kind: OwnLinkKind,
  secrets: readonly string[],
): Promise<void> {
  if (await recoverOwnLink(assessment, kind, secrets)) return
  const id = crypto.randomUUID()
  const tokenHash = await hashToken(await deriveToken(secrets[0] ?? '', id))
  if (tokenHash === null) throw new Error('A derived token has no hash')
  const replaces = findOwnLink(assessment, kind)?.tokenHash ?? null
  await insertOwnLink(db, { id, tokenHash, assessmentId: assessment.id, kind, replaces })
}

export async function endOwnLink(db: Database, { id }: OwnResults, kind: OwnLinkKind): Promise<void> {
  await deleteOwnLink(db, id, kind)
}

/** Null without such a link, where it was made under a secret that is gone, and for everybody but the browser that took the assessment. */
export async function recoverOwnLink(
  assessment: OwnResults,
  kind: OwnLinkKind,
  secrets: readonly string[],
): Promise<OwnLink | null> {
  const link = findOwnLink(assessment, kind)
  const token = link && (await recoverToken(secrets, link.id, link.tokenHash))
  return token ? { token, expiresAt: new Date(link.expiresAt) } : null
}

function findOwnLink({ ownBrowser, ownLinks }: OwnResults, kind: OwnLinkKind) {
  return ownBrowser ? ownLinks?.find((one) => one.kind === kind) : undefined
}
